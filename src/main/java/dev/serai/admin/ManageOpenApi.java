package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Does;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /manage/openapi.yaml}: what the management API is. */
@RestController
class ManageOpenApi {

    @Does(Act.READ_OWN)
    @GetMapping(path = "/manage/openapi.yaml", produces = "application/yaml")
    Resource document() {
        return OpenApi.FILE;
    }
}
