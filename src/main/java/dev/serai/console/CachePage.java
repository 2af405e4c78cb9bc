package dev.serai.console;

import dev.serai.access.Act;
import dev.serai.access.Does;
import dev.serai.admin.AdminVisit;
import dev.serai.admin.ManageCache;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.servlet.View;

/** {@code /admin/cache}: answers that are kept, and to have them forgotten. */
@Controller
public class CachePage {

    private final ManageCache cache;

    CachePage(ManageCache cache) {
        this.cache = cache;
    }

    @Does(Act.READ)
    @GetMapping("/admin/cache")
    PageView show() {
        return PageView.of("cache", Section.CACHE, cache.report(Map.of()));
    }

    /** Those that fit all that is said; all, if nothing is. */
    @Does(Act.CLEAR_CACHE)
    @PostMapping("/admin/cache/clear")
    View clear(
            @RequestAttribute(Form.ATTRIBUTE) Form form, @RequestAttribute(AdminVisit.ATTRIBUTE) AdminVisit visit) {
        Map<String, String> selection = new HashMap<>();
        for (String name : new String[] {"project", "model", "key"}) {
            selection.put(name, form.text(name));
        }
        cache.remove(selection, visit);
        return PageView.goTo("admin/cache");
    }
}
