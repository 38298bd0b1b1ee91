// How much of a document is read: every bound that keeps hostile input short in time and small in memory.

/** Longest document that is looked at, in UTF-16 units; longer ones are refused as hostile. */
export const MAX_DOCUMENT_CHARS = 32 * 1024 * 1024;
/** Longest text kept of a field that bears an article. */
export const MAX_BODY_CHARS = 512 * 1024;
/** Longest text kept of any other field: titles, addresses, names. */
export const MAX_FIELD_CHARS = 32 * 1024;
/** Texts of one document together; a healthy feed of 10 MB stays below. */
export const MAX_TEXT_CHARS = 16 * 1024 * 1024;
/** Items kept of one document; what follows is dropped with a defect. */
export const MAX_ITEMS = 10_000;
/** Values kept of one field of one item (categories, links, enclosures). */
export const MAX_VALUES = 200;
/** Further values of fields of items, beyond the first of each, in one document. */
export const MAX_FURTHER_VALUES = 30_000;
/** Elements open at once; deeper ones are counted, not kept. */
export const MAX_DEPTH = 256;
/** Attributes read of one element. */
export const MAX_ATTRIBUTES = 64;
/** Longest address kept of an attribute, and longest other value: types, roles, categories. */
export const MAX_ADDRESS_CHARS = 8 * 1024;
export const MAX_ATTRIBUTE_CHARS = 256;
/** Namespace declarations in force at once. */
export const MAX_NAMESPACES = 256;
/** Entities of the internal subset that are expanded, and the longest value of one. */
export const MAX_ENTITIES = 256;
export const MAX_ENTITY_CHARS = 512;
/** Characters that declared entities may add to a document. */
export const MAX_EXPANSION_CHARS = 1024 * 1024;
/** Longest base address; xml:base that makes a longer one is ignored. */
export const MAX_BASE_CHARS = 2048;
/** Names whose next closing tag is remembered by the lookahead. */
export const MAX_LOOKAHEAD_NAMES = 64;
