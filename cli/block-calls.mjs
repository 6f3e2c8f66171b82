// Loaded before a bot that is rehearsed: nothing that it calls gets a connection. Node's permission model, under which it runs, keeps it
// from other processes, threads, addons and writing to the disk.
import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const blocked = (to) => {
  process.send?.({ type: "blocked", to });
  return Object.assign(new Error(`The call to ${to} was blocked: add --allow-calls`), { code: "EBLOCKED" });
};

net.Socket.prototype.connect = function connect(...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const options = typeof first === "object" && first !== null ? first : { port: first, host: args[1] };
  const to = options.path ?? `${typeof options.host === "string" ? options.host : "localhost"}:${options.port}`;
  const error = blocked(to);
  process.nextTick(() => this.destroy(error));
  return this;
};
for (const method of ["send", "connect", "bind"]) {
  dgram.Socket.prototype[method] = () => {
    throw blocked("a datagram's receiver");
  };
}
for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of Object.getOwnPropertyNames(owner)) {
    if (!/^(lookup|lookupService|resolve\w*|reverse)$/.test(name) || typeof owner[name] !== "function") continue;
    owner[name] = (host) => {
      throw blocked(`the name server about ${host}`);
    };
  }
}
syncBuiltinESMExports();
