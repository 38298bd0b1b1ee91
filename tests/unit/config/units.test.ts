import { describe, expect, it } from 'vitest';
import { nearestWord } from '../../../src/config/complaint.ts';
import {
  isTimeZone,
  parseDaySpan,
  parseDuration,
  parseListen,
  parseSize,
} from '../../../src/config/units.ts';

describe('quantities', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['1h30m', 5_400_000],
    ['400d', 34_560_000_000],
    ['250ms', 250],
    ['1.5h', 5_400_000],
    ['2w', 1_209_600_000],
    ['90', null],
    ['10 minutes', null],
    ['', null],
    ['-5m', null],
  ])('reads the duration %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });
  it.each([
    ['10MB', 10_000_000],
    ['512 KiB', 524_288],
    ['1gb', 1_000_000_000],
    ['10', null],
    ['ten MB', null],
  ])('reads the size %s', (text, expected) => {
    expect(parseSize(text)).toBe(expected);
  });
  it.each([
    ['22:00-06:30', { fromMinute: 1320, untilMinute: 390 }],
    ['7:05 - 8:00', { fromMinute: 425, untilMinute: 480 }],
    ['24:00-01:00', null],
    ['08:00-08:00', null],
    ['8-9', null],
  ])('reads the span %s', (text, expected) => {
    expect(parseDaySpan(text)).toEqual(expected);
  });
  it.each([
    ['127.0.0.1:8080', { host: '127.0.0.1', port: 8080 }],
    ['[::1]:80', { host: '::1', port: 80 }],
    [':9000', { host: '0.0.0.0', port: 9000 }],
    ['8080', null],
    ['host:99999', null],
  ])('reads the address %s', (text, expected) => {
    expect(parseListen(text)).toEqual(expected);
  });
  it('knows the zones of the runtime', () => {
    expect([isTimeZone('Asia/Pyongyang'), isTimeZone('Asia/Soul')]).toEqual([true, false]);
  });
  it('finds the word that was meant, and none where none was', () => {
    expect(nearestWord('chanels', ['channels', 'digests'])).toBe('channels');
    expect(nearestWord('tpye', ['type', 'path'])).toBe('type');
    expect(nearestWord('zebra', ['channels', 'digests'])).toBeNull();
  });
});
