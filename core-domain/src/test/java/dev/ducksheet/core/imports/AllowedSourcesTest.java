package dev.ducksheet.core.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of all ways to write a URL, those alone are let through that lead to what is allowed. */
final class AllowedSourcesTest {
    private static final AllowedSources ALLOWED = AllowedSources.of(List.of(
            "https://files.example.com/plan/",
            "https://one.example.com/list.csv",
            "http://10.1.2.3:8080/a%20b",
            "http://[fd00::1]/",
            "https://all.example.com",
            "s3://bucket/prefix/",
            "s3://whole"));

    /** Returns why a URL is not fetched, for being none or for not being allowed. */
    private static Optional<String> objection(String url) {
        try {
            return ALLOWED.objection(Source.of(url));
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://files.example.com/plan/products.csv",
                "HTTPS://FILES.example.COM/plan/products.csv",
                "https://files.example.com:443/plan/a/b/products.csv.gz?X-Amz-Signature=1&x=/../",
                "https://files.example.com/pl%61n/products.csv",
                "https://files.example.com/plan/",
                "https://files.example.com/plan//products.csv",
                "https://files.example.com/plan/..products.csv",
                "https://files.example.com/plan/100%25.csv",
                "https://files.example.com/plan/%C3%A4.csv",
                "https://one.example.com/list.csv",
                "https://one.example.com/list.csv?day=1",
                "https://one.example.com/list.csv/part",
                "http://10.1.2.3:8080/a%20b",
                "http://10.1.2.3:8080/a%20b/c.csv",
                "http://[fd00::1]/x.csv",
                "http://[FD00::1]:80/x.csv",
                "https://all.example.com/x.csv",
                "https://all.example.com",
                "s3://bucket/prefix/products.csv",
                "S3://bucket/prefix/a/products.csv",
                "s3://whole/products.csv"
            })
    void what_is_allowed_is_let_through(String url) {
        assertThat(objection(url)).as(url).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // other places
                "https://files.example.com/",
                "https://files.example.com/plan",
                "https://files.example.com/planets/x.csv",
                "https://files.example.com/plan.csv",
                "https://files.example.com/PLAN/x.csv",
                "https://files.example.com//plan/x.csv",
                "https://files.example.com/x/plan/x.csv",
                "https://files.example.com/plan;v=1/x.csv",
                "http://files.example.com/plan/x.csv",
                "http://files.example.com:443/plan/x.csv",
                "https://files.example.com:8443/plan/x.csv",
                "https://files.example.com.evil.example/plan/x.csv",
                "https://evil.example/files.example.com/plan/x.csv",
                "https://evil-files.example.com/plan/x.csv",
                "https://a.files.example.com/plan/x.csv",
                "https://example.com/plan/x.csv",
                "https://one.example.com/list.csv2",
                "https://one.example.com/list",
                "http://10.1.2.3/a%20b/c.csv",
                "http://10.1.2.3:8080/a+b/c.csv",
                "http://[fd00::2]/x.csv",
                "http://[fd00:0::1]/x.csv",
                "s3://bucket/prefix",
                "s3://bucket/prefixed/x.csv",
                "s3://bucket/x.csv",
                "s3://buckets/prefix/x.csv",
                "s3://whole/",
                "s3://whole",
                "https://bucket/prefix/x.csv",
                // out of the folder again
                "https://files.example.com/plan/../secret.csv",
                "https://files.example.com/plan/..",
                "https://files.example.com/plan/./x.csv",
                "https://files.example.com/plan/.../x.csv",
                "https://files.example.com/plan/%2e%2e/secret.csv",
                "https://files.example.com/plan/%2E./secret.csv",
                "https://files.example.com/plan/.%2e/secret.csv",
                "https://files.example.com/plan/%252e%252e/secret.csv",
                "https://files.example.com/plan/%25252e%25252e/secret.csv",
                "https://files.example.com/plan/..%2fsecret.csv",
                "https://files.example.com/plan/x%2f..%2f..%2fsecret.csv",
                "https://files.example.com/plan/..%252fsecret.csv",
                "https://files.example.com/plan/..%5csecret.csv",
                "https://files.example.com/plan/..%255csecret.csv",
                "https://files.example.com/plan/..\\secret.csv",
                "https://files.example.com/plan/..;/secret.csv",
                "https://files.example.com/plan/..;a=b/secret.csv",
                "https://files.example.com/plan/%2e%2e;/secret.csv",
                "https://files.example.com/plan/%c0%ae%c0%ae/secret.csv",
                "https://files.example.com/plan/..%c0%afsecret.csv",
                "https://files.example.com/plan/%ef%bc%8e%ef%bc%8e/secret.csv",
                "https://files.example.com/plan/%e2%80%a5/secret.csv",
                "https://files.example.com/plan/..%ef%bc%8fsecret.csv",
                "https://files.example.com/plan/..%20/secret.csv",
                "https://files.example.com/plan/%09../secret.csv",
                "https://files.example.com/plan/..%00/secret.csv",
                "https://files.example.com/plan/x.csv%00.txt",
                "https://files.example.com/plan/x.csv%0d%0aHost:%20evil.example",
                "https://files.example.com/plan/%u002e%u002e/secret.csv",
                "https://files.example.com/plan/%",
                "https://files.example.com/plan/%2",
                "https://files.example.com/plan/%zz",
                "https://files.example.com/plan/[1].csv",
                "https://files.example.com/plan/x.csv?token=%zz",
                "s3://bucket/prefix/../secret.csv",
                "s3://bucket/prefix/%2e%2e/secret.csv",
                // another host than it seems
                "https://files.example.com@evil.example/plan/x.csv",
                "https://evil.example@files.example.com/plan/x.csv",
                "https://user:password@files.example.com/plan/x.csv",
                "https://files.example.com%40evil.example/plan/x.csv",
                "https://evil.example\\@files.example.com/plan/x.csv",
                "https://evil.example#@files.example.com/plan/x.csv",
                "https://evil.example?@files.example.com/plan/x.csv",
                "https://files.example.com#/plan/x.csv",
                "https://files.example.com/plan/x.csv#top",
                "https://files.example.com./plan/x.csv",
                "https://files%2eexample.com/plan/x.csv",
                "https://files.example.com:/plan/x.csv@",
                "https://files.example.com:0/plan/x.csv",
                "https://files.example.com:99999/plan/x.csv",
                "https://files.example.com:443:80/plan/x.csv",
                "https://files.example.com:+443/plan/x.csv",
                "https://files．example．com/plan/x.csv",
                "https://ﬁles.example.com/plan/x.csv",
                "https://files.example.com\u3002evil.example/plan/x.csv",
                "https://files.example.com /plan/x.csv",
                " https://files.example.com/plan/x.csv",
                "https://files.example.com/plan/x.csv\n",
                "https://files.exam\tple.com/plan/x.csv",
                "https:///files.example.com/plan/x.csv",
                "https:/files.example.com/plan/x.csv",
                "https:files.example.com/plan/x.csv",
                "//files.example.com/plan/x.csv",
                "files.example.com/plan/x.csv",
                "url:https://files.example.com/plan/x.csv",
                "file:///etc/passwd",
                "file://files.example.com/plan/x.csv",
                "ftp://files.example.com/plan/x.csv",
                "gopher://files.example.com/plan/x.csv",
                "jar:https://files.example.com/plan/x.jar!/x.csv",
                "data:text/csv,a",
                "http://167838211:8080/a%20b/c.csv",
                "http://0x0a010203:8080/a%20b/c.csv",
                "http://012.1.2.3:8080/a%20b/c.csv",
                "http://10.1.515:8080/a%20b/c.csv",
                "http://[fd00::1%25eth0]/x.csv",
                "http://[fd00::1/x.csv",
                "http://fd00::1/x.csv",
                "s3://bucket:443/prefix/x.csv",
                "s3://Bucket_/prefix/x.csv",
                "s3://a..b/x.csv",
                "s3://whole/x.csv?versionId=1",
                ""
            })
    void everything_else_is_not(String url) {
        assertThat(objection(url)).as(url).isPresent();
    }

    @Test
    void nothing_is_allowed_that_nobody_named() {
        assertThat(AllowedSources.none()
                        .objection(Source.of("https://example.com/x.csv"))
                        .orElseThrow())
                .contains("https://example.com/x.csv")
                .contains("--import-from");
        assertThat(AllowedSources.all().objection(Source.of("https://example.com/x.csv")))
                .isEmpty();
    }

    @Test
    void what_is_allowed_is_named_as_a_url_without_a_query() {
        for (var wrong :
                List.of("files.example.com", "https://h/?x=1", "https://h/../", "*", "", "https://*.example/")) {
            assertThatThrownBy(() -> AllowedSources.of(List.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("'" + wrong + "': ");
        }
    }

    @Test
    void what_is_shown_of_a_source_and_said_against_it_holds_nothing_of_its_query() {
        var source = Source.of("https://files.example.com:8443/a%20b/c.csv?token=secret");
        assertThat(source.url()).isEqualTo("https://files.example.com:8443/a%20b/c.csv?token=secret");
        assertThat(source.shown()).isEqualTo("https://files.example.com:8443/a%20b/c.csv");
        assertThat(source).hasToString("https://files.example.com:8443/a%20b/c.csv");
        assertThat(source.name()).isEqualTo("c.csv");
        assertThat(source.key()).isEqualTo("a b/c.csv");
        for (var url : List.of(
                "https://example.com/x?token=secret",
                "https://exa%mple.com/x?token=secret",
                "https://example.com/../x?token=secret",
                "https://example.com/x?token=secret#there",
                "https://example.com/x?token=%secret",
                "https://u:secret@example.com/x",
                "example.com/x?token=secret",
                "ftp://example.com/x?token=secret",
                "https://example.com/x?token=secret\u00e4")) {
            assertThat(objection(url).orElseThrow()).as(url).doesNotContain("secret");
        }
    }
}
