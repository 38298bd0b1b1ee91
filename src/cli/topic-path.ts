// Which topic file a command means when it needs no other configuration.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const TOPIC = 'config/topics/dprk-russia.yaml';

/** The option, the file in the folder the command runs in, or the one that ships. */
export function topicPath(option: string | undefined): string {
  if (option !== undefined) return resolve(option);
  const here = resolve(TOPIC);
  return existsSync(here) ? here : fileURLToPath(new URL(`../../${TOPIC}`, import.meta.url));
}
