// Opens the channel that the settings describe; each HTTP channel gets a client of its own with its own permissions.
import type { ChannelSettings } from '../model/settings.ts';
import { openNet } from '../net/request.ts';
import type { Channel } from './channel.ts';
import { openChat } from './chat.ts';
import { openDiscord } from './discord.ts';
import { openEmail } from './email.ts';
import { openFolder } from './folder.ts';
import { openNtfy } from './ntfy.ts';
import { openTelegram } from './telegram.ts';
import { openWebhook } from './webhook.ts';

/** Opens one channel. Throws where its settings cannot work, so that start ends with the reason. */
export function openChannel(name: string, settings: ChannelSettings): Channel {
  switch (settings.type) {
    case 'folder':
      return openFolder(name, settings);
    case 'email':
      return openEmail(name, settings);
    case 'webhook':
      return openWebhook(name, settings, netOf(settings));
    case 'telegram':
      return openTelegram(name, settings, netOf(settings));
    case 'ntfy':
      return openNtfy(name, settings, netOf(settings));
    case 'discord':
      return openDiscord(name, settings, netOf(settings));
    case 'slack':
    case 'mattermost':
    case 'teams':
      return openChat(name, { ...settings, type: settings.type }, netOf(settings));
  }
}

function netOf(settings: { readonly allowPrivate: readonly string[] }): ReturnType<typeof openNet> {
  return openNet({ allowPrivate: settings.allowPrivate, connections: 2 });
}
