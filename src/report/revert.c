#include "ocrmend.h"
ocrmend_status ocrmend_revert(ocrmend_source clean, ocrmend_source log, ocrmend_sink raw, ocrmend_error *error) { (void)clean; (void)log; (void)raw; (void)error; return OCRMEND_USAGE; }
