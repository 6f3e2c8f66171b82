/** What `--help` prints. */
export const USAGE = `Imitates Google on this machine: its APIs, Cloud Tasks and the users' phones, on the loopback interface, until Ctrl-C.

Usage: npm run simulator -- [options]

  --webhook <url>  where to post what users do, and the receipts of all phones (default: nowhere). A URL with a path, if only /,
                   is used as it is. To one without a path, /rcs or /business-messages is added, as Heliograph's ingress has it.
  --token <text>   the client token that signs webhooks; --webhook and --verify need it
  --verify <url>   a webhook's URL, as --webhook takes it: sends it the handshake of both channels and exits, with code 0 when
                   both were answered correctly, else with code 1
  --port <n>       the port of the APIs (default: 0, any free port)
  --receipts <r>   auto (default): phones that have a --webhook send DELIVERED soon and READ a second later; delivered: they
                   send READ when you type /read
  --contract <c>   observed (default): takes what Google's front end takes, with a line of advice; documented: takes only what
                   Google's pages say
  --form <f>       rich (default): webhooks say what captures of Google's say; bare: what its guides show
  --seed <n>       the seed of everything random (default: 1)
  --help           print this text

While it runs, type what a user does: Hello, /tap Yes, /help. Or have a program do it: docs/simulator.md.
`;
