// Below 24 every failure would be a silent fallback, so this stops first. Old syntax on purpose: old Nodes must parse it.
var wanted = 24;
var major = Number(process.versions.node.split(".")[0]);
if (major < wanted) {
  console.error(
    "Cannot run on Node " +
      process.versions.node +
      ": Node " +
      wanted +
      " or newer is needed. `npm ci` installs one for npm's " +
      "scripts on Linux and Windows unless optional dependencies are omitted; elsewhere run `nvm install` (see .nvmrc).",
  );
  process.exit(1);
}
