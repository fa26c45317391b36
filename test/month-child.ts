// A process that tells a month of deliveries of the made-up city until it is killed: `node month-child.ts URLS NOW`.
import { databaseOn } from '../apps/server/foundation/database.ts'
import type { OfLogins } from '../apps/server/foundation/access/logins.ts'
import { deliveriesOfTheMonth } from '../apps/server/demonstration/deliveries/deliveries-of-the-month.ts'
import { demonstrationPersonIds } from '../apps/server/identity/demonstration/post-people.ts'
import { testSecrets } from './secrets.ts'

const [urls = '', now = ''] = process.argv.slice(2)
const database = databaseOn(JSON.parse(urls) as OfLogins<string>, testSecrets)
await deliveriesOfTheMonth(database, new Date(now), await demonstrationPersonIds(database))
await database.close()
