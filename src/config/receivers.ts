// Refuses addresses of receivers to which nothing could ever be sent.
import { isMetadata, literalAddress, openAddressPolicy, portOf } from '../net/address.ts';
import type { ChannelEntry } from './channel-schema.ts';
import type { KeyPath } from './yaml.ts';

/** Complains of each channel whose address bears credentials, or leads where `allow_private` does not let it go. */
export function checkReceivers(
  channels: Readonly<Record<string, ChannelEntry>>,
  complain: (path: KeyPath, message: string) => void,
): void {
  for (const [name, channel] of Object.entries(channels)) {
    if (channel.type === 'folder' || channel.type === 'email') continue;
    const [key, address] = channel.type === 'telegram' ? ['api', channel.api] : ['url', channel.url.reveal()];
    const wrong = findWrong(new URL(address), channel.allow_private);
    if (wrong !== null) complain(['channels', name, key], wrong);
  }
}

function findWrong(url: URL, allowPrivate: readonly string[]): string | null {
  if (url.username !== '' || url.password !== '')
    return 'has a user name or a password in it, which is not sent; a `webhook` takes them under `headers`';
  const address = literalAddress(url);
  if (address === null || openAddressPolicy(allowPrivate).permits(address, url.hostname, portOf(url)))
    return null;
  return isMetadata(address)
    ? `leads to ${address}, which serves credentials of machines and is never reached`
    : `leads to ${address}, which is private or special: list it under \`allow_private\``;
}
