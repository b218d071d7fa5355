// libqrencode 4 (LGPL-2.1-or-later): makes QR codes.
#include <qrencode.h>
