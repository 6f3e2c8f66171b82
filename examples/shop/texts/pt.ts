import type { BotTexts } from "./en.ts";

export const pt: BotTexts = {
  languageName: "Português",
  help: "Posso informar nosso horário, procurar seu pedido ou chamar uma pessoa. O que você deseja?",
  file: "Obrigado. Não consigo abrir arquivos, mas uma pessoa consegue.",
  welcome: "De nada! Tenha um bom dia.",

  hoursChip: "Horário",
  orderChip: "Onde está meu pedido?",
  humanChip: "Falar com uma pessoa",
  languageChip: "Idioma",
  locationChip: "Enviar localização",
  yesChip: "Sim",
  noChip: "Não",
  mapChip: "Ver no mapa",

  open: "{branch}: aberto agora.",
  closed: "{branch}: fechado agora. Próxima abertura: {opens}.",
  hoursOfDays: "{days}: {times}",
  noHours: "fechado",
  whichBranch: "De qual das nossas lojas você fala?",
  isItBranch: "Você fala da nossa loja {branch}?",

  askPerson: "Quer falar com um atendente?",

  askOrder: "Qual é o número do seu pedido? Ele tem seis dígitos.",
  askOrderAgain:
    "Não encontrei um número de seis dígitos. Você pode enviá-lo a qualquer momento ou falar com uma pessoa.",
  orderLooking: "Um momento, estou procurando o pedido {number}…",
  orderPacked:
    "Pedido {number}: {count, plural, one {# item está embalado} other {# itens estão embalados}}. Vamos enviá-lo em breve.",
  orderSent:
    "Pedido {number}: {count, plural, one {# item está a caminho} other {# itens estão a caminho}}. Previsão: {day}.",
  orderDelivered: "Pedido {number}: {count, plural, one {# item foi entregue} other {# itens foram entregues}}.",
  orderUnknown: "Não conheço o pedido {number}. O número está certo?",
  orderUnavailable: "Desculpe, não consigo procurar pedidos agora. Tente de novo mais tarde ou fale com uma pessoa.",

  signIn: "Entre na sua conta para eu saber quem você é.",
  signInMissing: "Desculpe, não é possível entrar na conta por aqui.",
  signedIn: "Obrigado, você entrou na sua conta.",
  signInDeclined: "Você não entrou na sua conta. Pode fazer isso a qualquer momento.",
  signInLate: "O prazo para entrar acabou. Comece de novo, por favor.",
  signInFailed: "Desculpe, não foi possível entrar. Tente de novo mais tarde ou fale com uma pessoa.",

  chooseLanguage: "Em que idioma vamos conversar?",
  languageChosen: "Agora falo português.",

  waiting: "Chamei uma pessoa. Um momento, por favor.",
  nobodyHere: "Desculpe, não há ninguém aqui para conversar.",
  failed: "Desculpe, algo correu mal e não consigo responder a isto. Tente novamente mais tarde.",
  nobodyNow: "Desculpe, não há ninguém aqui agora. Voltamos: {opens}.",
  joined: "{name} entrou na conversa.",
  left: "{name} saiu da conversa. Você está falando com o bot de novo.",
  nobodyCame: "Desculpe, todos estão ocupados agora. Você está falando com o bot de novo.",
  personSilent: "Você está falando com o bot de novo.",
  unsubscribed: "Você não vai mais receber mensagens nossas. Para voltar a recebê-las, envie COMEÇAR.",
  subscribed: "Você vai voltar a receber mensagens nossas. Para não receber mais, envie PARAR.",
  stillUnsubscribed:
    "Só respondemos ao que você pergunta, porque você cancelou as mensagens. Para voltar a receber todas, envie COMEÇAR.",
};
