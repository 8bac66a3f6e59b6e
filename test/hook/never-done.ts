// A hook whose command waits for something that nobody does any more.
import { runAsProcess } from "../../lib/hook/process";

runAsProcess(() => new Promise(() => {}), { byTerraform: true, logFormat: "text" });
