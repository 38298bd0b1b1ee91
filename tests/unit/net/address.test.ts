import { describe, expect, it } from 'vitest';
import {
  isMetadata,
  literalAddress,
  openAddressPolicy,
  parseAllowedNetwork,
} from '../../../src/net/address.ts';

const strict = openAddressPolicy([]);

describe('the address policy', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '198.18.0.1',
    '192.88.99.1',
    '240.0.0.1',
    '::1',
    '::',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    '2001::1',
    '::7f00:1',
    '::a9fe:a9fe',
    '::ffff:0:7f00:1',
    '64:ff9b:1::7f00:1',
    '2001:470:1::5efe:7f00:1',
    '4000::1',
    '1::1',
    '5f00::1',
    '3fff::1',
    'fe80::1%eth0',
    '100::1',
  ])('refuses %s', (address) => {
    expect(strict.permits(address, 'host.example', 443)).toBe(false);
  });

  it.each(['64:ff9b::808:808', '8.8.8.8', '93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])(
    'permits %s',
    (address) => {
      expect(strict.permits(address, 'host.example', 443)).toBe(true);
    },
  );

  it.each([
    ['127.0.0.0/8', '127.0.0.1', 'a', 80, true],
    ['127.0.0.1:8080', '127.0.0.1', 'a', 8080, true],
    ['127.0.0.1:8080', '127.0.0.1', 'a', 8081, false],
    ['10.1.0.0/16', '10.2.0.1', 'a', 80, false],
    ['mail.lan', '192.168.1.5', 'mail.lan', 25, true],
    ['mail.lan', '192.168.1.5', 'other.lan', 25, false],
    ['[fd00::1]:443', 'fd00::1', 'a', 443, true],
    ['fd00::/8', 'fd00::99', 'a', 443, true],
    ['10.0.0.0/8', '::ffff:10.0.0.1', 'a', 443, true],
  ] as const)('with %s allowed, %s under %s:%i is %s', (rule, address, host, port, permitted) => {
    expect(openAddressPolicy([rule]).permits(address, host, port)).toBe(permitted);
  });

  it.each(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200'])(
    'refuses the metadata address %s even when its network is allowed',
    (address) => {
      expect(openAddressPolicy(['0.0.0.0/0', '::/0', address]).permits(address, 'a', 80)).toBe(false);
    },
  );

  it('reads every odd spelling of loopback as the address it is', () => {
    for (const spelling of [
      '2130706433',
      '0x7f.1',
      '017700000001',
      '127.1',
      '１２７.0.0.1',
      '[::ffff:127.0.0.1]',
    ]) {
      const literal = literalAddress(new URL(`http://${spelling}/`));
      expect(literal, spelling).not.toBeNull();
      expect(strict.permits(literal ?? '', 'x', 80), spelling).toBe(false);
    }
  });

  it.each(['169.254.169.254', '::ffff:169.254.169.254', 'fd00:ec2::254'])(
    'never lets %s through',
    (address) => {
      expect(isMetadata(address)).toBe(true);
      expect(openAddressPolicy(['0.0.0.0/0', '::/0']).permits(address, 'x', 80)).toBe(false);
    },
  );

  it('says which entries are no network', () => {
    expect(parseAllowedNetwork('10.0.0.0/33')).toBeNull();
    expect(parseAllowedNetwork('http://x/')).toBeNull();
    expect(parseAllowedNetwork('lan.example:25')).toMatchObject({ host: 'lan.example', port: 25 });
  });
});
