// A topic file as it stands on disk after its schema was checked: data for the tagger, no code.
// The tagging room owns this noun; its shape is described for authors in docs/rules.md.

export interface TopicMeta {
  readonly id: string;
  readonly name: string;
  /** Topics an item on the subject can bear, in the order of their display, with a name for readers. */
  readonly topics: readonly { readonly id: string; readonly name: string }[];
}
