-- Feeds: what is configured, what polling found, one log row per poll.
CREATE TABLE feed (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  name TEXT NOT NULL,
  lang TEXT,
  country TEXT,
  kind TEXT NOT NULL,
  family TEXT NOT NULL,
  control TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;

CREATE TABLE feed_state (
  feed_id TEXT PRIMARY KEY REFERENCES feed (id),
  health TEXT NOT NULL,
  last_reading TEXT,                  -- ok | empty | silent: what the last success showed, whatever failed since
  next_poll_at INTEGER NOT NULL,
  plan_reason TEXT NOT NULL,
  interval_ms INTEGER NOT NULL,
  last_poll_at INTEGER,
  last_success_at INTEGER,
  last_new_item_at INTEGER,
  last_full_fetch_at INTEGER,
  etag TEXT,
  last_modified TEXT,
  body_hash TEXT,
  hints TEXT,                         -- JSON: ttl, skipHours, skipDays, sy:updatePeriod of the last document
  failures INTEGER NOT NULL DEFAULT 0,
  failing_since INTEGER,
  failure_code TEXT,
  failure_detail TEXT,
  redirect_url TEXT,
  redirect_since INTEGER,
  current_url TEXT NOT NULL,
  gap_since INTEGER
) STRICT;
CREATE INDEX feed_state_due ON feed_state (next_poll_at);

CREATE TABLE poll_log (
  id INTEGER PRIMARY KEY,
  feed_id TEXT NOT NULL REFERENCES feed (id),
  started_at INTEGER NOT NULL,
  elapsed_ms INTEGER NOT NULL,
  result TEXT NOT NULL,               -- new | unchanged | not-modified | empty | failed
  status INTEGER,
  failure_code TEXT,
  failure_detail TEXT,
  bytes INTEGER NOT NULL DEFAULT 0,
  charset TEXT,
  charset_reason TEXT,
  format TEXT,
  items_seen INTEGER NOT NULL DEFAULT 0,
  items_new INTEGER NOT NULL DEFAULT 0,
  items_changed INTEGER NOT NULL DEFAULT 0,
  copies INTEGER NOT NULL DEFAULT 0,
  tagged INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  gap INTEGER NOT NULL DEFAULT 0,
  defects TEXT NOT NULL DEFAULT '[]',
  next_poll_at INTEGER NOT NULL,
  plan_reason TEXT NOT NULL
) STRICT;
CREATE INDEX poll_log_feed ON poll_log (feed_id, started_at);
CREATE INDEX poll_log_time ON poll_log (started_at);

-- Items: one row each for ever; keys outlive the item, so that nothing purged comes back as new.
CREATE TABLE item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  feed_id TEXT NOT NULL REFERENCES feed (id),
  guid TEXT,
  url TEXT,
  canonical_url TEXT,
  title TEXT NOT NULL,
  author TEXT,
  categories TEXT NOT NULL DEFAULT '[]',
  enclosures TEXT NOT NULL DEFAULT '[]',
  lang TEXT NOT NULL,
  outlet_name TEXT,
  outlet_url TEXT,
  published_at INTEGER,
  updated_at INTEGER,
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  copy_of INTEGER,
  baseline INTEGER NOT NULL DEFAULT 0,
  held_by INTEGER,
  -- Last, so that nothing else is read past a long text.
  summary TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX item_feed ON item (feed_id, first_seen_at, baseline);
CREATE INDEX item_time ON item (first_seen_at);
CREATE INDEX item_lang ON item (lang, id);
CREATE INDEX item_body ON item (first_seen_at) WHERE content <> '';   -- bodies that retention has yet to take out
CREATE INDEX item_copy ON item (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX item_held ON item (held_by) WHERE held_by IS NOT NULL;

CREATE TABLE item_key (
  key TEXT PRIMARY KEY,
  item_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every further place an item was seen at (copies and re-posts at other feeds).
CREATE TABLE sighting (
  item_id INTEGER NOT NULL,
  feed_id TEXT NOT NULL REFERENCES feed (id),
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (item_id, feed_id, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  material INTEGER NOT NULL,
  kinds TEXT NOT NULL DEFAULT '[]',
  diff TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX revision_item ON revision (item_id, id);

-- A batch the flood guard holds back until someone releases or drops it.
CREATE TABLE held_batch (
  id INTEGER PRIMARY KEY,
  feed_id TEXT NOT NULL REFERENCES feed (id),
  at INTEGER NOT NULL,
  items INTEGER NOT NULL,
  reason TEXT NOT NULL,
  settled_at INTEGER,
  settled_as TEXT                     -- released | dropped
) STRICT;

-- What digests choose by: a sequence, never a time window. Baseline items outside the first-run window get no row.
CREATE TABLE change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,                 -- new | revised | released
  item_id INTEGER NOT NULL,
  revision_id INTEGER,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX change_item ON change (item_id);

-- Stories: one event across outlets; links join languages.
CREATE TABLE story (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lead_item_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  merged_into INTEGER
) STRICT;
CREATE INDEX story_time ON story (updated_at);
CREATE INDEX story_merged ON story (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE story_member (
  item_id INTEGER PRIMARY KEY,
  story_id INTEGER NOT NULL REFERENCES story (id),
  joined_at INTEGER NOT NULL,
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  features BLOB                       -- what the live window is rebuilt from; null once it is no longer needed
) STRICT;
CREATE INDEX story_member_story ON story_member (story_id);

CREATE TABLE story_link (
  story_id INTEGER NOT NULL REFERENCES story (id),
  other_id INTEGER NOT NULL REFERENCES story (id),
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (story_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_link_other ON story_link (other_id);

-- Verdicts: one per item, by the rules in force when it was tagged.
CREATE TABLE verdict (
  item_id INTEGER PRIMARY KEY,
  rule_version TEXT NOT NULL,
  relevant INTEGER NOT NULL,
  strength TEXT NOT NULL,
  score REAL NOT NULL,
  topics TEXT NOT NULL,
  reasons TEXT NOT NULL,
  tagged_at INTEGER NOT NULL
) STRICT;
CREATE INDEX verdict_relevant ON verdict (strength, item_id) WHERE strength <> 'none';

CREATE TABLE verdict_topic (
  topic TEXT NOT NULL,
  item_id INTEGER NOT NULL,
  PRIMARY KEY (topic, item_id)
) STRICT, WITHOUT ROWID;

-- How often a rule or concept spoke, per UTC day; shadow rules are counted here and shown nowhere.
CREATE TABLE rule_hit (
  day TEXT NOT NULL,
  rule TEXT NOT NULL,
  shadow INTEGER NOT NULL,
  hits INTEGER NOT NULL,
  PRIMARY KEY (day, rule, shadow)
) STRICT, WITHOUT ROWID;

-- Digests: a subscription remembers how far it has read; an occurrence is written once.
CREATE TABLE subscription (
  id TEXT PRIMARY KEY,
  watermark INTEGER NOT NULL,
  covered_until INTEGER NOT NULL,
  next_due_at INTEGER NOT NULL,
  schedule TEXT NOT NULL,             -- cron expression and zone: a change plans anew
  started_at INTEGER NOT NULL
) STRICT;

CREATE TABLE digest (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subscription_id TEXT NOT NULL,
  occurrence_key TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  covers_from INTEGER NOT NULL,
  covers_until INTEGER NOT NULL,
  status TEXT NOT NULL,               -- queued | empty
  stories INTEGER NOT NULL,
  document TEXT NOT NULL,             -- the composed digest, from which every rendering is made again
  UNIQUE (subscription_id, occurrence_key)
) STRICT;

CREATE TABLE digest_item (
  digest_id INTEGER NOT NULL REFERENCES digest (id),
  story_id INTEGER,
  item_id INTEGER NOT NULL,
  PRIMARY KEY (digest_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_item_story ON digest_item (story_id);

CREATE TABLE alert (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  rule_id TEXT NOT NULL,
  story_id INTEGER NOT NULL,
  level INTEGER NOT NULL,
  state TEXT NOT NULL,                -- waiting | held | queued | summarised
  due_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  document TEXT,
  UNIQUE (rule_id, story_id, level)
) STRICT;
CREATE INDEX alert_due ON alert (state, due_at);

-- The outbox: pending -> sending (leased) -> sent | pending again | dead; an operator may retry or drop.
CREATE TABLE message (
  id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  digest_id INTEGER REFERENCES digest (id),
  alert_id INTEGER REFERENCES alert (id),
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,                -- pending | sending | sent | dead | dropped
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  lease_until INTEGER,
  expires_at INTEGER NOT NULL,
  possible_duplicate INTEGER NOT NULL DEFAULT 0,
  last_code TEXT,
  last_detail TEXT,
  sent_at INTEGER,
  receipt TEXT
) STRICT;
CREATE INDEX message_queue ON message (channel, seq) WHERE state IN ('pending', 'sending');
CREATE INDEX message_digest ON message (digest_id);

CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES message (id),
  started_at INTEGER NOT NULL,
  elapsed_ms INTEGER NOT NULL,
  outcome TEXT NOT NULL,              -- sent | retry | dead | suspend
  code TEXT,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX attempt_message ON attempt (message_id);

CREATE TABLE channel_state (
  channel TEXT PRIMARY KEY,
  suspended_at INTEGER,
  code TEXT,
  detail TEXT,
  not_before INTEGER NOT NULL DEFAULT 0,
  settings_hash TEXT NOT NULL         -- a few digits, to see that the settings changed and lift a suspension
) STRICT;

CREATE TABLE unsubscription (
  subscription_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (subscription_id, recipient)
) STRICT, WITHOUT ROWID;

-- Small facts that belong to the database itself: the unsubscribe secret, the last backup.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta (name, value) VALUES ('database_id', lower(hex(randomblob(16))));   -- restore joins only branches of one database

-- Article pages fetched for feeds that give only titles.
CREATE TABLE page (
  url TEXT PRIMARY KEY,
  fetched_at INTEGER NOT NULL,
  status TEXT NOT NULL,               -- ok | failed
  text TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 1,
  code TEXT,                          -- why it failed
  detail TEXT
) STRICT, WITHOUT ROWID;

-- Search: text is cut into words and CJK bigrams before it is stored, so that two characters can be found.
CREATE VIRTUAL TABLE item_fts USING fts5 (title, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
-- Sixteen segments of a level are merged at a time, not four: a quarter less work per item for a twentieth more per search.
INSERT INTO item_fts (item_fts, rank) VALUES ('automerge', 16);
