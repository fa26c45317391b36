/**
 * What a street file's location is called where the crime is placed at premises or a public place: by their kind and not
 * by a name (data.police.uk/about, "Location anonymisation"). Everything else is the name of a street.
 */
const kinds: ReadonlySet<string> = new Set(
  [
    'Airport/Airfield',
    'Bus/Coach Station',
    'Conference/Exhibition Centre',
    'Ferry Terminal',
    'Football Ground',
    'Further/Higher Educational Building',
    'Hospital',
    'Motorway Service Area',
    'Nightclub',
    'Park/Open Space',
    'Parking Area',
    'Pedestrian Subway',
    'Petrol Station',
    'Police Station',
    'Prison',
    'Race Track',
    'Shopping Area',
    'Sports/Recreation Area',
    'Supermarket',
    'Theatre/Concert Hall',
  ].map((kind) => kind.toLowerCase()),
)

const preface = /^on or near\s+/i

/** Whether a location as published (`On or near Supermarket`) is premises or a public place and not a street. */
export const isPremises = (location: string): boolean =>
  kinds.has(location.trim().replace(preface, '').toLowerCase())
