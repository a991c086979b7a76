import type { ModelTable } from './models.ts'

export const storageModels: ModelTable = [
  {
    vendor: 'IBM',
    kind: 'storage',
    role: 'storage',
    models: [
      ['DS4300', 2003, 2006, 3, 390, 150000, 'storageEth'],
      ['DS4700', 2006, 2010, 3, 400, 180000, 'storageEth'],
      ['DS3400', 2007, 2010, 2, 350, 68000, 'storageEth'],
      ['DS3512', 2010, 2014, 2, 360, 72000, 'storageEth'],
      ['Storwize V3700', 2012, 2017, 2, 400, 96000, 'storageEth'],
    ],
  },
  {
    vendor: 'EMC',
    kind: 'storage',
    role: 'storage',
    models: [
      ['CX4-120', 2008, 2011, 5, 600, 260000, 'storageEth'],
      ['AX4-5', 2008, 2011, 2, 350, 65000, 'storageEth'],
      ['VNX5300', 2011, 2013, 3, 500, 230000, 'storageEth'],
      ['VNX5200', 2013, 2016, 3, 480, 240000, 'storageEth'],
    ],
  },
  {
    vendor: 'NetApp',
    kind: 'storage',
    role: 'storage',
    models: [
      ['FAS2020', 2007, 2011, 2, 330, 120000, 'netapp'],
      ['FAS2040', 2009, 2012, 2, 360, 140000, 'netapp'],
      ['FAS2552', 2014, 2017, 2, 500, 190000, 'netapp'],
    ],
  },
  {
    vendor: 'HPE',
    kind: 'storage',
    role: 'storage',
    models: [
      ['StorageWorks MSA1500', 2004, 2008, 2, 300, 70000, 'storageEth'],
      ['P2000 G3', 2010, 2013, 2, 380, 75000, 'storageEth'],
      ['MSA 2040', 2013, 2017, 2, 400, 86000, 'storageEth'],
      ['MSA 2050', 2017, 2019, 2, 400, 98000, 'storageEth'],
    ],
  },
  {
    vendor: 'Huawei',
    kind: 'storage',
    role: 'storage',
    models: [
      ['OceanStor S2600', 2008, 2011, 2, 350, 78000, 'storageEth'],
      ['OceanStor S5500T', 2011, 2014, 2, 450, 160000, 'storageEth'],
      ['OceanStor 5300 V3', 2014, 2018, 2, 500, 170000, 'storageEth'],
      ['OceanStor 5500 V3', 2014, 2018, 2, 550, 210000, 'storageEth'],
      ['OceanStor 5300 V5', 2018, 2019, 2, 550, 200000, 'storageEth'],
    ],
  },
  {
    vendor: 'Inspur',
    kind: 'storage',
    role: 'storage',
    models: [
      ['AS500E', 2008, 2012, 3, 400, 66000, 'storageEth'],
      ['AS500H', 2013, 2016, 2, 400, 90000, 'storageEth'],
      ['AS5300G2', 2016, 2019, 2, 500, 150000, 'storageEth'],
    ],
  },
]
