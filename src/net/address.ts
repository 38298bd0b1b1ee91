// Decides which addresses may be reached. Private, loopback, link-local and special addresses are refused in every
// spelling unless the configuration allows their network; cloud metadata addresses are refused always.
import ipaddr from 'ipaddr.js';

type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

// Amazon, Azure, Google, Alibaba and Oracle serve machine credentials at these.
const METADATA = new Set([
  '169.254.169.254',
  '169.254.170.2',
  'fd00:ec2::254',
  '100.100.100.200',
  '192.0.0.192',
]);

/** Whether machine credentials are served there, in any wrapping: refused whatever the configuration allows. */
export function isMetadata(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  return METADATA.has(ip.toString()) || embeddedAddresses(ip).some((inner) => METADATA.has(inner.toString()));
}

// What is routed on the internet so far (IANA: 2000::/3); all else of IPv6 is reserved, local or special.
const GLOBAL_IPV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
const NAT64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];

/** IPv4 addresses that an IPv6 address leads to: compatible, translated, NAT64, ISATAP at its end; 6to4 at its front. */
function embeddedAddresses(ip: IpAddress): ipaddr.IPv4[] {
  if (ip.kind() === 'ipv4') return [];
  const bytes = ip.toByteArray();
  const isTunnel = bytes[8] === 0 || bytes[8] === 2;
  const isIsatap = isTunnel && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe;
  const isSpecial = !ip.match(...GLOBAL_IPV6);
  const found = isIsatap || isSpecial ? [bytes.slice(12)] : [];
  if (bytes[0] === 0x20 && bytes[1] === 0x02) found.push(bytes.slice(2, 6));
  return found.map((part) => new ipaddr.IPv4(part));
}

function isPublic(ip: IpAddress): boolean {
  if (ip.kind() === 'ipv4') return ip.range() === 'unicast';
  // A network without IPv4 reaches all of it through this prefix (RFC 6052).
  if (ip.match(...NAT64)) return embeddedAddresses(ip).every(isPublic);
  return ip.match(...GLOBAL_IPV6) && ip.range() === 'unicast' && embeddedAddresses(ip).every(isPublic);
}

interface AllowedRule {
  readonly host: string | null;
  readonly network: readonly [IpAddress, number] | null;
  readonly port: number | null;
}

export interface AddressPolicy {
  /** Whether `address`, reached under `host`:`port`, may be connected to. */
  permits(address: string, host: string, port: number): boolean;
}

/** Parses one entry of `allow_private`: CIDR, address or host name, with an optional port. Null where it is none. */
export function parseAllowedNetwork(text: string): AllowedRule | null {
  const match = /^(?:\[([^\]]+)\]|([^:/]+(?:\/\d+)?|[0-9a-f:.]+(?:\/\d+)?))(?::(\d{1,5}))?$/i.exec(
    text.trim(),
  );
  const name = match?.[1] ?? match?.[2];
  if (name === undefined) return null;
  const port = match?.[3] === undefined ? null : Number(match[3]);
  if (name.includes('/')) {
    return ipaddr.isValidCIDR(name) ? { host: null, network: ipaddr.parseCIDR(name), port } : null;
  }
  if (ipaddr.isValid(name)) {
    const address = ipaddr.process(name);
    return { host: null, network: [address, address.kind() === 'ipv4' ? 32 : 128], port };
  }
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name)
    ? { host: name.toLowerCase(), network: null, port }
    : null;
}

/** Makes the policy for one list of allowed networks; entries that cannot be read allow nothing. */
export function openAddressPolicy(allowPrivate: readonly string[]): AddressPolicy {
  const rules = allowPrivate.map(parseAllowedNetwork).filter((rule) => rule !== null);
  return {
    permits(address, host, port) {
      if (!ipaddr.isValid(address)) return false;
      const ip = ipaddr.process(address);
      if (isMetadata(address)) return false;
      if (isPublic(ip)) return true;
      return rules.some((rule) => matches(rule, ip, host, port));
    },
  };
}

function matches(rule: AllowedRule, ip: IpAddress, host: string, port: number): boolean {
  if (rule.port !== null && rule.port !== port) return false;
  if (rule.host !== null) return rule.host === host.toLowerCase().replace(/\.$/, '');
  if (rule.network === null) return false;
  const [network, bits] = rule.network;
  return network.kind() === ip.kind() && ip.match(network, bits);
}

/** The address a URL names literally, without brackets; null where it names a host. URL has normalised odd spellings. */
export function literalAddress(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(host) ? host : null;
}

/** The port a URL means. */
export function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}
