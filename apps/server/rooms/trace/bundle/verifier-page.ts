import { createHash } from 'node:crypto'
import { bundleScript } from '../../../foundation/layout/scripts.ts'

const styles = `
body { font: 1.1875rem/1.4 Arial, sans-serif; color: #0b0c0c; background: #fff; max-width: 50rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
h1 { font-size: 2rem; line-height: 1.2 }
h2 { font-size: 1.5rem; line-height: 1.25 }
label { display: block; font-weight: bold; margin-bottom: .25rem }
input { font: inherit; max-width: 100% }
input:focus { outline: 3px solid #fd0; box-shadow: inset 0 0 0 4px #0b0c0c }
[role=status] { border-left: 10px solid #b1b4b6; padding: .5rem 0 .5rem 1rem; margin: 1.5rem 0 }
[role=status].whole { border-color: #005a30 }
[role=status].broken { border-color: #d4351c }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; font-weight: bold }
th, td { overflow-wrap: break-word; text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0; border-bottom: 1px solid #b1b4b6; font-weight: normal }
thead th { font-weight: bold }
td:last-child { overflow-wrap: anywhere }
tr.altered > *, tr.missing > *, tr.not-listed > *, tr.signed-with-another-key > * { font-weight: bold; background: #fdf1ef }
`

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const make = async (): Promise<string> => {
  const script = await bundleScript(new URL('../islands/check-bundle.ts', import.meta.url))
  if (script.includes('</script')) throw new TypeError('The script would end before its end.')
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${sha256(script)}; style-src ${sha256(styles)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Check an evidence bundle</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>Check an evidence bundle</h1>
<p>Choose the zip that this page came in. It is read in this browser and sent nowhere: this page needs no connection and cannot make one.</p>
<noscript><p><strong>This page needs JavaScript. Without it, use the command “verify” on the zip.</strong></p></noscript>
<p><label for="zip">Bundle (zip)</label><input type="file" id="zip" accept=".zip,application/zip"></p>
<p><label for="key">Key of the log as it is published, if you have it</label><input type="text" id="key" size="60" autocomplete="off" spellcheck="false"></p>
<div id="said" role="status">No bundle is chosen yet.</div>
<div id="files"></div>
<h2>What this shows</h2>
<p>A whole file has the bytes that were given out. Each proof shows that an entry is in the access log whose head was signed. Whoever makes a bundle anew can put in a key, and a page like this, of their own. So without a key from elsewhere a bundle is called unchanged at most, never whole: enter the key as it is published.</p>
</main>
<script type="module">${script}</script>
</body>
</html>
`
}

let made: Promise<string> | undefined

/** The page that checks a bundle offline, in any browser, as one file. The same for every bundle of a version. */
export const verifierPage = (): Promise<string> => (made ??= make())
