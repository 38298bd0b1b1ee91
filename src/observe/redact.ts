// Takes secrets out of any text before it is logged or stored: known values, credentials in addresses, token-like paths.

const USERINFO = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"'<>]{1,400}@/gi;
const SECRET_QUERY =
  /([?&](?:sig|sv|key|api_?key|access_?token|token|secret|password|pass|auth|signature|code)=)[^&\s"'<>]+/gi;
const SECRET_PATHS = [
  /(hooks\.slack(?:-gov)?\.com\/(?:services|workflows)\/)[^\s"'<>]+/gi,
  /(discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/)[^\s"'<>]+/gi,
  /(\/bot)\d{5,}:[A-Za-z0-9_-]{20,}/g,
  /(\/hooks\/)[A-Za-z0-9]{16,}/g,
];
const BEARER = /\b(Bearer|Basic)\s+[A-Za-z0-9+/=._~-]{8,}/g;
const WEBHOOK_SECRET = /\bwhs(?:ec|k)_[A-Za-z0-9+/=]+/g;

export type Redact = (text: string) => string;

/** Makes the function that hides every one of `secrets` (those of at least 6 characters) and what looks like one. */
export function openRedaction(secrets: readonly string[]): Redact {
  const known = [...new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]))]
    .filter((secret) => secret.length >= 6)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, '[secret]');
    clean = clean.replace(USERINFO, '$1[secret]@').replace(SECRET_QUERY, '$1[secret]');
    for (const pattern of SECRET_PATHS) clean = clean.replace(pattern, '$1[secret]');
    return clean.replace(BEARER, '$1 [secret]').replace(WEBHOOK_SECRET, '[secret]');
  };
}
