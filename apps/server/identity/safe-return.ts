/**
 * The path to go to after signing in: one of our own or `/`. An address is taken apart the way a browser does, so that
 * `//elsewhere`, `/\elsewhere` and their kin lead nowhere else (OWASP, unvalidated redirects).
 */
export const safeReturn = (asked: unknown): string => {
  if (typeof asked !== 'string' || asked.length > 2000 || !asked.startsWith('/')) return '/'
  const here = 'http://here.invalid'
  const url = URL.parse(asked, here)
  if (url === null || url.origin !== here || url.pathname.startsWith('//')) return '/'
  // Signing in again after signing in would go round in a circle.
  if (url.pathname === '/sign-in' || url.pathname.startsWith('/sign-in/') || url.pathname === '/sign-out')
    return '/'
  return url.pathname + url.search
}
