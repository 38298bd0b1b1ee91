// Puts secrets from the environment, or from the files it names, where the configuration says `${NAME}`.
import { readFileSync } from 'node:fs';
import type { Complaint } from './complaint.ts';
import type { KeyPath, PositionedYaml } from './yaml.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Replaces `${NAME}` in every text of the document by NAME, or by the content of the file NAME_FILE names (one
 * trailing newline trimmed). `$${` stands for `${` itself. Complains where neither or both are set.
 */
export function interpolate(yaml: PositionedYaml, env: Environment, complaints: Complaint[]): unknown {
  const walk = (value: unknown, path: KeyPath): unknown => {
    if (typeof value === 'string') return replace(value, path);
    if (Array.isArray(value)) return value.map((entry, index) => walk(entry, [...path, index]));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [key, walk(entry, [...path, key])]),
      );
    }
    return value;
  };
  const replace = (text: string, path: KeyPath): string =>
    text.replace(
      /\$(\$)?\{([A-Za-z_][A-Za-z0-9_]*)\}/g,
      (whole, escaped: string | undefined, name: string) => {
        if (escaped !== undefined) return whole.slice(1);
        const found = lookUp(name, env);
        if ('value' in found) return found.value;
        complaints.push({
          file: yaml.file,
          line: yaml.lineOf(path),
          path: path.join('.'),
          message: found.message,
        });
        return '';
      },
    );
  return walk(yaml.value, []);
}

function lookUp(name: string, env: Environment): { value: string } | { message: string } {
  const direct = env[name];
  const file = env[`${name}_FILE`];
  if (direct !== undefined && file !== undefined) {
    return { message: `both ${name} and ${name}_FILE are set in the environment; unset one` };
  }
  if (direct !== undefined) return { value: direct };
  if (file === undefined) {
    return { message: `needs the environment variable ${name}, or ${name}_FILE naming a file that holds it` };
  }
  try {
    return { value: readFileSync(file, 'utf8').replace(/\r?\n$/, '') };
  } catch {
    return { message: `the file that ${name}_FILE names cannot be read` };
  }
}
