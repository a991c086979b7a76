import { origin, type NetworkZoneRecord, type ZoneCode } from './records.ts'

export const zoneIds: Record<ZoneCode, number> = { internet: 1, extranet: 2, intranet: 3, private: 4 }

export function buildNetworkZones(): NetworkZoneRecord[] {
  return [
    {
      id: zoneIds.internet,
      code: 'internet',
      name: '互联网',
      nameEn: 'Internet',
      isolated: false,
      notes: '各单位自行接入，尚无统一出口。',
      origin,
    },
    {
      id: zoneIds.extranet,
      code: 'extranet',
      name: '电子政务外网',
      nameEn: 'E-government extranet',
      isolated: false,
      notes: '尚无统一出口。',
      origin,
    },
    {
      id: zoneIds.intranet,
      code: 'intranet',
      name: '电子政务内网',
      nameEn: 'E-government intranet',
      isolated: true,
      notes: '涉密网络，与其他网络物理隔离，采集结果须以签名包摆渡导入。',
      origin,
    },
    {
      id: zoneIds.private,
      code: 'private',
      name: '业务专网',
      nameEn: 'Business private networks',
      isolated: false,
      notes: '各部门纵向业务专网。',
      origin,
    },
  ]
}
