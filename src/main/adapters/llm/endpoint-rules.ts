import { BlockList, isIP } from 'node:net';
import { AppError } from '../../../shared/errors.ts';
import type { DraftingPolicy } from './drafting-policy.ts';

/** Private networks (RFC 1918, RFC 4193). Link-local is none: cloud machines keep their credentials there. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];
const LOOPBACK = ['127.0.0.0/8', '::1'];

export interface EndpointRules {
  readonly url: URL;
  readonly isLoopback: boolean;
  /** Whether a connection to this numeric address may be made for it. */
  allows(address: string): boolean;
}

/**
 * Whether text of a visit may go to an address, and to which numeric addresses its name may lead.
 * @throws AppError `network.address`, `network.insecure` (plain http where the policy does not say so)
 */
export function endpointRules(address: string, policy: DraftingPolicy): EndpointRules {
  const refuse = (): never => {
    throw new AppError('network.address');
  };
  if (!URL.canParse(address)) return refuse();
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) return refuse();
  const listed = policy.endpoints?.find((entry) => isBelow(url, new URL(entry.url)));
  const isLoopback = isLoopbackName(url.hostname);
  if (!listed && !(isLoopback && policy.loopback !== false)) return refuse();
  if (listed && !isLoopback && url.protocol === 'http:' && listed.allowHttp !== true)
    throw new AppError('network.insecure');
  const ranges = rangesOf(isLoopback ? LOOPBACK : (listed?.addresses ?? PRIVATE));
  const allows = (numeric: string): boolean => {
    const family = isIP(numeric);
    return family !== 0 && ranges.check(numeric, family === 6 ? 'ipv6' : 'ipv4');
  };
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !allows(literal)) return refuse();
  return { url, isLoopback, allows };
}

/** The parser has made all spellings of a number one by now (`0x7f.1`, `127.1`). */
function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function isBelow(url: URL, allowed: URL): boolean {
  const base = allowed.pathname.replace(/\/+$/, '');
  return url.origin === allowed.origin && (url.pathname === base || url.pathname.startsWith(`${base}/`) || base === '');
}

function rangesOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    try {
      if (bits === undefined) list.addAddress(address, family);
      else list.addSubnet(address, Number(bits), family);
    } catch (cause) {
      throw new AppError('validation.input', { params: { setting: 'models-policy' }, cause });
    }
  }
  return list;
}
