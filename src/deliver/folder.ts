// A folder as a channel: .html, .txt, .json and .eml, each written whole or not at all, under a name that never changes.
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FolderChannel } from '../model/settings.ts';
import type { DeliveryOutcome, FolderBody } from '../model/message.ts';
import type { Channel } from './channel.ts';
import { composeMail } from './mime.ts';

const LOCAL_SENDER = 'Pactwatch <pactwatch@localhost.invalid>';

/** Opens a folder; it is made where it does not exist. */
export function openFolder(name: string, settings: FolderChannel): Channel {
  return {
    name,
    type: 'folder',
    deliver: async (message) => writeAll(settings.path, message.body as FolderBody),
    close: async () => {},
  };
}

async function writeAll(path: string, body: FolderBody): Promise<DeliveryOutcome> {
  try {
    await makeFolder(path);
    const mail = await composeMail(body.email, {
      from: LOCAL_SENDER,
      to: LOCAL_SENDER,
      replyTo: null,
      bounce: null,
      dkim: null,
    });
    const files: [string, string | Uint8Array][] = [
      ['.txt', body.text],
      ['.json', body.json],
      ['.eml', mail],
      ['.html', body.html],
    ];
    for (const [extension, content] of files) await writeFileWhole(path, body.name + extension, content);
    await syncFolder(path);
    return { kind: 'sent', receipt: join(path, `${body.name}.html`) };
  } catch (error) {
    return outcomeOfError(error, path);
  }
}

// A folder that was just made is durable only when the folders above it are: their entries name it.
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = resolve(path); made.length >= resolve(first).length; made = dirname(made))
    await syncFolder(dirname(made));
}

// Written under another name, made durable, then renamed: a reader sees the whole file or none.
async function writeFileWhole(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const target = join(folder, name);
  const temporary = join(folder, `.${name}.tmp`);
  const handle = await open(temporary, 'w', 0o644);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await handle.close();
  await rename(temporary, target);
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function outcomeOfError(error: unknown, path: string): DeliveryOutcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '') throw error;
  const detail = `cannot write ${path}: ${code}`;
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code))
    return { kind: 'suspend', code: 'disk', detail };
  return { kind: 'retry', code: 'disk', detail };
}
