import { BlockList, isIP } from 'node:net';
import { PolicyNotUnderstoodError } from './policy-not-understood';

/** Whether an address is in a range in CIDR notation, or is the one address named. */
export function ipRange(place: string, range: string): (address: string) => boolean {
  const [base, bits] = range.split('/');
  const family = familyOf(place, base);
  const length = bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits);
  if (!/^\d+$/.test(bits ?? '0') || length > (family === 'ipv4' ? 32 : 128)) {
    throw new PolicyNotUnderstoodError(place, `an IP range is written in CIDR notation, found ${range}`);
  }
  const list = new BlockList();
  list.addSubnet(base, length, family);
  return (address) => {
    const other = familyOf(place, address);
    return other === family && list.check(address, other);
  };
}

function familyOf(place: string, address: string): 'ipv4' | 'ipv6' {
  const version = isIP(address);
  if (version === 0) throw new PolicyNotUnderstoodError(place, `an IP address is expected, found ${address}`);
  return version === 4 ? 'ipv4' : 'ipv6';
}
