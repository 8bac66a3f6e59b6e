/**
 * Takes Node's fetch away from this process, which sends by `node:http` alone. Node loads all of fetch at the first look at
 * one of these globals, and axios looks at them when it is loaded: 17 of 110 ms of a hook's start-up. Only for a process of
 * our own, and before axios.
 */
for (const name of ["fetch", "FormData", "Request", "Response"]) {
  Reflect.deleteProperty(globalThis, name);
}

export {};
