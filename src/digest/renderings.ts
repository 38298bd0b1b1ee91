// Which rendering serves which kind of channel.
import type { ChannelType } from '../model/message.ts';
import type { ChannelRendering } from './rendering.ts';
import { webhookRendering } from './render-webhook.ts';

/** The rendering of a channel that takes JSON; folder and e-mail take files and mails instead. */
export function renderingOf(type: Exclude<ChannelType, 'folder' | 'email'>): ChannelRendering {
  switch (type) {
    case 'webhook':
      return webhookRendering;
    default:
      return webhookRendering;
  }
}
