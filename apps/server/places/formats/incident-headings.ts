import { MetTraceError } from '../../foundation/errors.ts'
import type { SourceFile } from './source-files.ts'

/**
 * Accepted headings of a force's own incidents, the first that is there counts. Capitals, blanks, underscores and
 * signs make no difference: "Crime Ref No", "CRIME_REF_NO" and "crimeRefNo" are one.
 */
export const incidentHeadings = {
  reference: [
    'Crime Reference',
    'Crime Reference Number',
    'Crime Reference No',
    'Crime Ref',
    'Crime Ref No',
    'Crime Ref Number',
    'Crime Report Number',
    'Crime Report No',
    'Crime Number',
    'Crime No',
    'Crime ID',
    'CRN',
    'URN',
    'Occurrence Number',
    'Occurrence Ref',
    'Investigation Number',
    'Investigation Reference',
    'Incident Reference',
    'Incident Number',
    'Reference',
    'Reference Number',
    'Ref No',
  ],
  reportedAt: [
    'Reported At',
    'Reported Date Time',
    'Date Time Reported',
    'Reported On',
    'Reported Date',
    'Date Reported',
    'Reported',
    'Recorded At',
    'Recorded Date Time',
    'Recorded Date',
    'Date Recorded',
    'Created Date',
  ],
  reportedTime: ['Reported Time', 'Time Reported', 'Recorded Time', 'Time Recorded'],
  committedFrom: [
    'Committed From',
    'Committed From Date Time',
    'Committed From Date',
    'Date Committed From',
    'Committed On From',
    'Committed Start',
    'Offence From',
    'Offence From Date Time',
    'Offence From Date',
    'Offence Start',
    'Offence Start Date',
    'Occurred From',
    'Occurrence From',
    'Earliest Date Time',
    'Earliest Date',
    'Earliest',
    'Date From',
    'From Date',
    'Start Date',
    'Committed Date',
    'Date Committed',
    'Offence Date',
    'Date of Offence',
  ],
  committedFromTime: [
    'Committed From Time',
    'Time Committed From',
    'Offence From Time',
    'Offence Start Time',
    'Earliest Time',
    'Time From',
    'From Time',
    'Start Time',
    'Committed Time',
    'Offence Time',
  ],
  committedTo: [
    'Committed To',
    'Committed To Date Time',
    'Committed To Date',
    'Date Committed To',
    'Committed On To',
    'Committed End',
    'Offence To',
    'Offence To Date Time',
    'Offence To Date',
    'Offence End',
    'Offence End Date',
    'Occurred To',
    'Occurrence To',
    'Latest Date Time',
    'Latest Date',
    'Latest',
    'Date To',
    'To Date',
    'End Date',
  ],
  committedToTime: [
    'Committed To Time',
    'Time Committed To',
    'Offence To Time',
    'Offence End Time',
    'Latest Time',
    'Time To',
    'To Time',
    'End Time',
  ],
  uprn: ['UPRN', 'Unique Property Reference Number', 'Unique Property Reference', 'Property Reference'],
  address: [
    'Address',
    'Full Address',
    'Venue Address',
    'Offence Address',
    'Location Address',
    'Crime Location',
    'Offence Location',
    'Location',
    'Address Line 1',
    'Address 1',
    'Street',
  ],
  addressLine2: ['Address Line 2', 'Address 2'],
  addressLine3: ['Address Line 3', 'Address 3'],
  town: ['Town', 'Post Town'],
  postcode: ['Postcode', 'Address Postcode', 'Location Postcode'],
  easting: ['Easting', 'Eastings', 'Grid Easting', 'OS Easting', 'X Coordinate', 'X Coord', 'OSX', 'X'],
  northing: ['Northing', 'Northings', 'Grid Northing', 'OS Northing', 'Y Coordinate', 'Y Coord', 'OSY', 'Y'],
  gridReference: [
    'Grid Reference',
    'Grid Ref',
    'OS Grid Reference',
    'OS Grid Ref',
    'National Grid Reference',
    'NGR',
    'OSGR',
  ],
  longitude: ['Longitude', 'Long', 'Lon', 'Lng'],
  latitude: ['Latitude', 'Lat'],
  classification: [
    'Classification',
    'Crime Classification',
    'Offence Classification',
    'Crime Type',
    'Offence Type',
    'Offence Description',
    'Classification Description',
    'Offence',
    'Minor Category',
    'Minor Text',
  ],
  offenceCode: [
    'Home Office Code',
    'HO Code',
    'HO Offence Code',
    'Home Office Offence Code',
    'Home Office Classification',
    'Classification Code',
    'Offence Code',
  ],
  repeatVictim: [
    'Repeat',
    'Repeat Victim',
    'Repeat Victimisation',
    'Repeat Flag',
    'Repeat Victim Flag',
    'Is Repeat',
  ],
  vulnerableVictim: [
    'Vulnerable',
    'Vulnerable Victim',
    'Vulnerability',
    'Vulnerable Flag',
    'Vulnerable Victim Flag',
    'Vulnerability Flag',
    'Is Vulnerable',
  ],
  stickerSeen: [
    'Sticker Seen',
    'Sticker',
    'Sticker Visible',
    'Sticker Displayed',
    'Window Sticker',
    'MetTrace Sticker',
    'MetTrace Sticker Seen',
    'Property Marking Sticker',
  ],
  updatedAt: [
    'Updated At',
    'Updated',
    'Updated Date Time',
    'Last Updated',
    'Last Updated Date Time',
    'Last Updated Date',
    'Last Update',
    'Date Updated',
    'Updated Date',
    'Modified At',
    'Last Modified',
    'Amended At',
  ],
} as const satisfies Record<string, readonly string[]>

export type IncidentRole = keyof typeof incidentHeadings

/** Position of the column of each role that the file has. */
export type IncidentColumns = Partial<Record<IncidentRole, number>>

const plain = (heading: string): string => heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')

const columnNamed = (headings: readonly string[], names: readonly string[]): number => {
  for (const name of names) {
    const at = headings.indexOf(plain(name))
    if (at !== -1) return at
  }
  return -1
}

/**
 * Columns by their headings. Errors: `column_missing` without a reference, the time of the report, a classification
 * (in words or as a code) or any kind of place.
 */
export const incidentColumns = (file: SourceFile, headings: readonly string[]): IncidentColumns => {
  const plainHeadings = headings.map(plain)
  const columns: IncidentColumns = {}
  for (const role of Object.keys(incidentHeadings) as IncidentRole[]) {
    const at = columnNamed(plainHeadings, incidentHeadings[role])
    if (at !== -1) columns[role] = at
  }
  const has = (...roles: IncidentRole[]): boolean => roles.every((role) => columns[role] !== undefined)
  const need = (isThere: boolean, what: string, expected: string): void => {
    if (isThere) return
    throw new MetTraceError('column_missing', `This file of incidents has no column for ${what}.`, {
      file: file.name,
      line: 1,
      found: headings.slice(0, 40).join(', ') + (headings.length > 40 ? ', …' : ''),
      expected,
    })
  }
  need(has('reference'), 'the crime reference', 'Crime Reference, Crime Ref No, CRN, Crime Number …')
  need(has('reportedAt'), 'the time of the report', 'Reported At, Reported Date Time, Date Reported …')
  need(
    has('classification') || has('offenceCode'),
    'the classification',
    'Classification, Crime Type, Offence, Home Office Code …',
  )
  need(
    has('uprn') ||
      has('address') ||
      has('postcode') ||
      has('easting', 'northing') ||
      has('gridReference') ||
      has('longitude', 'latitude'),
    'a place',
    'UPRN, Address, Easting and Northing, Grid Reference, or Longitude and Latitude',
  )
  return columns
}
