import { hash } from 'node:crypto'

export const streetHeading =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'

export type StreetCrime = {
  /** Any text, turned into an id as the published ones look; empty for none. */
  id: string
  month: string
  force?: string
  longitude?: number
  latitude?: number
  code?: string
  type?: string
  outcome?: string
  location?: string
}

/** A line of a street file as data.police.uk publishes it. */
export const streetRow = (crime: StreetCrime): string => {
  const force = crime.force ?? 'Metropolitan Police Service'
  return [
    crime.id === '' ? '' : hash('sha256', crime.id),
    crime.month,
    force,
    force,
    crime.longitude ?? '',
    crime.latitude ?? '',
    crime.location ?? 'On or near High Street',
    crime.code ?? '',
    crime.code ? `Ash ${crime.code.slice(-3)}A` : '',
    crime.type ?? 'Burglary',
    crime.outcome ?? 'Under investigation',
    '',
  ].join(',')
}

export const streetText = (crimes: readonly StreetCrime[]): string =>
  [streetHeading, ...crimes.map(streetRow), ''].join('\n')
