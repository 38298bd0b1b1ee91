// What the doctor found: one line of its page.

export type FindingState =
  | 'ok'
  /** Works, but someone should look. */
  | 'warning'
  | 'wrong'
  /** Could not be tried here. */
  | 'unknown';

export interface Finding {
  readonly area: 'machine' | 'configuration' | 'database' | 'network' | 'feeds' | 'channels' | 'rules';
  readonly subject: string;
  readonly state: FindingState;
  /** What was found, in one sentence without secrets. */
  readonly found: string;
  /** What to do; null where nothing need be done. */
  readonly advice: string | null;
}
