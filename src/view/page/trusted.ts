/** The part of Trusted Types that is used here; TypeScript does not know them yet. */
interface TrustedTypes {
  createPolicy(name: 'default', rules: { createScriptURL(input: string): string | null }): unknown;
}

/**
 * The page's policy lets no text become markup, a script or the address of one (`require-trusted-types-for`), where the
 * browser has Trusted Types. What it needs itself are its workers: scripts of its own server, and nothing else is let
 * through. To be called before the first worker starts; does nothing in other browsers.
 */
export function startTrust(page: Window): void {
  const types = (page as Window & { readonly trustedTypes?: TrustedTypes }).trustedTypes;
  types?.createPolicy('default', {
    createScriptURL: (input) => (new URL(input, page.location.href).origin === page.location.origin ? input : null),
  });
}
