import type { Needs } from '../foundation/access/may.ts'
import { pathsBelow } from '../foundation/room/paths.ts'
import type { Room } from '../foundation/room/room.ts'

const readsPlaces = { needs: { verb: 'read', kind: 'place' } as Needs }
const tiles = () => import('./tiles.ts')
const paths = pathsBelow('/tiles', {
  areaTile: '/:kind/:validFrom/:version/:z/:x/:y',
  groundTile: '/ground/:version/:z/:x/:y',
})

/** Maps, which any room may show: vector tiles, and the script that draws them. */
export const mapRoom: Room = {
  name: 'Map',
  prefix: '/tiles',
  paths,
  owns: [],
  scripts: { areaMap: new URL('islands/area-map.ts', import.meta.url) },
  routes: {
    areaTile: { get: paths.areaTile, ...readsPlaces, from: tiles },
    groundTile: { get: paths.groundTile, ...readsPlaces, from: tiles },
  },
  moved: {},
}
