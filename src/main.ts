// From the command line to an exit code: 0 done, 1 failed, 2 wrong use or wrong configuration.
import { runCommandLine } from './cli/program.ts';

process.exitCode = await runCommandLine(process.argv.slice(2));
