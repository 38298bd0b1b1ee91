// Which rendering serves which kind of channel.
import type { ChannelType } from '../model/message.ts';
import {
  discordRendering,
  mattermostRendering,
  ntfyRendering,
  slackRendering,
  teamsRendering,
  telegramRendering,
} from './render-chat.ts';
import { webhookRendering } from './render-webhook.ts';
import type { ChannelRendering } from './rendering.ts';

const RENDERINGS: Readonly<Record<Exclude<ChannelType, 'folder' | 'email'>, ChannelRendering>> = {
  webhook: webhookRendering,
  slack: slackRendering,
  discord: discordRendering,
  teams: teamsRendering,
  mattermost: mattermostRendering,
  telegram: telegramRendering,
  ntfy: ntfyRendering,
};

/** The rendering of a channel that takes JSON; folder and e-mail take files and mails instead. */
export function renderingOf(type: Exclude<ChannelType, 'folder' | 'email'>): ChannelRendering {
  return RENDERINGS[type];
}
