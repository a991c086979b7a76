import type { device } from '../../../server/contract/entities/device.ts'
import type { room } from '../../../server/contract/entities/room.ts'
import type { RowOf } from '../../../server/contract/entity.ts'

const base = { version: 1, createdAt: '2019-04-01T01:00:00.000Z', updatedAt: '2019-04-01T01:00:00.000Z' }

export function aRoom(values: Partial<RowOf<typeof room>> = {}): RowOf<typeof room> {
  return {
    ...base,
    id: 1,
    code: 'JF-0001',
    name: '市行政审批中心机房',
    organisationId: 5,
    organisationName: '市行政审批局',
    organisationNameEn: 'Administrative Approval Bureau',
    organisationCategory: 'municipal',
    siteId: 9,
    siteName: '政务服务大厅',
    regionId: 2,
    regionName: '太和区',
    longitude: 121.1,
    latitude: 41.1,
    floor: null,
    areaSquareMetres: 4358.75,
    grade: 'B',
    powerKw: 120,
    coolingKw: null,
    upsMinutes: null,
    floorLoadKgPerSquareMetre: null,
    builtOn: '2011-06-30',
    status: 'operating',
    notes: null,
    origin: 'demonstration',
    ...values,
  }
}

export function aDevice(values: Partial<RowOf<typeof device>> = {}): RowOf<typeof device> {
  return {
    ...base,
    id: 1,
    assetTag: 'ZC-000001',
    name: 'core-sw-01',
    kind: 'switch',
    vendor: 'Huawei',
    model: 'S5720-36C-EI-AC',
    serialNumber: '2102350ABC',
    softwareVersion: null,
    organisationId: 5,
    organisationName: '市行政审批局',
    organisationNameEn: 'Administrative Approval Bureau',
    organisationCategory: 'municipal',
    roomId: 1,
    roomName: '市行政审批中心机房',
    regionId: 2,
    rackId: 3,
    rackName: 'A01',
    positionU: 10,
    heightU: 1,
    powerWatts: 65,
    managementAddress: '10.1.2.3',
    networkZoneId: null,
    networkZoneName: null,
    purchaseDate: '2012-05-04',
    warrantyEnd: null,
    priceYuan: 12800.5,
    status: 'in-use',
    notes: null,
    origin: 'demonstration',
    ...values,
  }
}
