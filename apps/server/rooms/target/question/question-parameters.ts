import { z } from 'zod'

/** What a question to Target says in its address, for programs that ask; all of it may be left out. */
export const questionParameters = z.object({
  kits: z.string().optional().describe('Number of kits'),
  saturation: z.string().optional().describe('Share of homes that get a kit, in per cent'),
  until: z.string().optional().describe('Last month of history, such as 2014-12'),
  months: z.string().optional().describe('Length of the period ahead in months'),
  areas: z.string().optional().describe('Kind of area and the day its boundaries hold from: lsoa-2011-03-27'),
  series: z.string().optional().describe('Which burglaries to count, and from which source'),
  smallest: z.string().optional().describe('Fewest homes in a deployment area'),
  largest: z.string().optional().describe('Most homes in a deployment area'),
  most: z.string().optional().describe('Most deployment areas'),
  floor: z.string().optional().describe('Share of the kits that every BCU gets at least, in per cent'),
  exclude: z.string().optional().describe('Codes or names never chosen, separated by commas'),
  include: z.string().optional().describe('Codes or names always chosen, separated by commas'),
  covered: z
    .string()
    .optional()
    .describe('Areas with kits already, separated by commas; deployments for all of them, none for none'),
})
