// The first thing that an entry point loads, and in words that Node 12 knows: the files after it are not, so that an old Node
// would end in a SyntaxError before anybody could say why.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 9)) {
  throw new Error(
    `cdktf-archived-group needs Node 20.9 or newer, this is ${process.versions.node}; install a newer Node`,
  );
}

export {};
