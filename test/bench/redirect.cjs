// Loaded before a function runs as in production: calls to Google's hosts go to the stand-in on this machine.
const { Socket } = require("node:net");

const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  if (/\.googleapis\.com$/.test(options?.host)) {
    options.host = "127.0.0.1";
    options.port = Number(process.env.BENCH_GOOGLE_PORT);
  }
  return connect.apply(this, args);
};
