/** Does this text carry a scenario: a fragment, or an address that ends in one? */
export function isLink(text: string): boolean {
  return /(^|[#&\s])s=[0-9]+\./.test(text);
}
