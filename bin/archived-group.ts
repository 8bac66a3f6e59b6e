#!/usr/bin/env node
import { runProgram } from "../lib/cli/program";

/** Put in by the build, from package.json. */
declare const __VERSION__: string;

runProgram(__VERSION__, process.argv.slice(2));
