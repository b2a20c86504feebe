package com.renderowl.monitoring.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Address blocks, hosts with ports, and images. */
class AddressesTest {

    private static final String DIGEST = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 8",
        "10.96.0.1/32, 32",
        "0.0.0.0/0, 0",
        "192.168.128.0/17, 17",
        "fd00::/8, 8",
        "2001:db8::1/128, 128",
        "::/0, 0",
    })
    void block(String text, int prefix) {
        assertThat(Cidr.parse(text)).hasToString(text);
        assertThat(Cidr.parse(text).prefixLength()).isEqualTo(prefix);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8, true",
        "10.0.0.0/8, 10.255.255.255/32, true",
        "10.0.0.0/8, 11.0.0.0/32, false",
        "10.0.0.0/8, 9.255.255.255/32, false",
        "10.0.0.0/9, 10.128.0.0/32, false",
        "10.0.0.0/9, 10.0.0.0/8, false",
        "10.128.0.0/9, 10.200.0.0/16, true",
        "192.168.7.4/30, 192.168.7.7/32, true",
        "192.168.7.4/30, 192.168.7.8/32, false",
        "10.96.0.1/32, 10.96.0.1/32, true",
        "10.96.0.1/32, 10.96.0.0/31, false",
        "0.0.0.0/0, 203.0.113.7/32, true",
        "0.0.0.0/0, fd00::1/128, false",
        "::/0, 10.0.0.1/32, false",
        "fd00::/8, fdff::1/128, true",
        "fd00::/8, fe00::1/128, false",
    })
    void blockContainsAnother(String block, String other, boolean contains) {
        assertThat(Cidr.parse(block).contains(Cidr.parse(other))).isEqualTo(contains);
    }

    @Test
    void oneAddressIsABlockToo() {
        assertThat(Cidr.ofAddress("10.96.0.1")).hasToString("10.96.0.1/32");
        assertThat(Cidr.ofAddress("fd00::1")).hasToString("fd00::1/128");
        assertThatThrownBy(() -> Cidr.ofAddress("10.96.0.0/16")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cidr.ofAddress("prometheus")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not an address block",
        "10.0.0.0, is not an address block",
        "10.0.0/8, is not an address block",
        "10.0.0.256/32, is not an address block",
        "010.0.0.0/8, is not an address block",
        "10.0.0.0/08, is not an address block",
        "10.0.0.0/-1, is not an address block",
        "redis/32, is not an address block",
        "cafe/16, is not an address block",
        ":/8, is not an address block",
        "1::2::3/128, is not an address block",
        "::ffff:10.0.0.1/128, is an IPv4 address in the clothes of an IPv6 one",
        "10.0.0.0/33, has a prefix longer than the 32 bits of its address",
        "fd00::/129, has a prefix longer than the 128 bits of its address",
        "10.0.0.1/8, has bits set behind its prefix of 8 bits",
        "192.168.128.0/16, has bits set behind its prefix of 16 bits",
        "fd00::1/64, has bits set behind its prefix of 64 bits",
    })
    void noBlock(String text, String reason) {
        assertThatThrownBy(() -> new Cidr(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "redis:6379, redis, 6379",
        "redis.renderowl-staging.svc:1, redis.renderowl-staging.svc, 1",
        "10.1.2.3:65535, 10.1.2.3, 65535",
        "renderowl_redis:6379, renderowl_redis, 6379",
        "3scale.example.com:80, 3scale.example.com, 80",
    })
    void hostPort(String text, String host, int port) {
        assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not a host with a port",
        "redis, is not a host with a port",
        ":6379, is not a host with a port",
        "redis:, is not a host with a port",
        "redis:06379, is not a host with a port",
        "redis:http, is not a host with a port",
        "http://redis:6379, is not a host with a port",
        "[::1]:6379, is not a host with a port",
        "redis:0, is not a host with a port",
        "redis:65536, has a port out of range",
        "-redis:6379, has a host that is neither a DNS name nor an IPv4 address",
        "redis..svc:6379, has a host that is neither a DNS name nor an IPv4 address",
        "redis /x:6379, has a host that is neither a DNS name nor an IPv4 address",
        "10.0.0.256:6379, has a host that is neither a DNS name nor an IPv4 address",
        "10.0.0:6379, has a host that is neither a DNS name nor an IPv4 address",
    })
    void noHostPort(String text, String reason) {
        assertThatThrownBy(() -> HostPort.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "prom/prometheus:v3.16.0, prom/prometheus, v3.16.0, , 3.16.0",
        "redis:7, redis, 7, , 7",
        "localhost:5000/team/prom:1_2, localhost:5000/team/prom, 1_2, , 1_2",
        "quay.io/a/b__c/d-e.f:x-, quay.io/a/b__c/d-e.f, x-, , x",
        "prom@" + DIGEST + ", prom, , " + DIGEST + ", 0123456789ab",
        "prom:v1@" + DIGEST + ", prom, v1, " + DIGEST + ", 1",
        "prom:latest@" + DIGEST + ", prom, latest, " + DIGEST + ", latest",
    })
    void image(String text, String repository, String tag, String digest, String version) {
        ImageReference image = ImageReference.parse(text);
        assertThat(image).isEqualTo(new ImageReference(repository, tag, digest)).hasToString(text);
        assertThat(image.version()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64, 128})
    void versionIsALabelValueHoweverLongTheTag(int length) {
        String version = ImageReference.parse("prom:" + "1.".repeat(length / 2) + "1".repeat(length % 2))
                .version();
        assertThat(version).hasSizeBetween(61, 63).matches(Names::isLabelValue);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not an image",
        "Prom:1, is not an image",
        "prom:, is not an image",
        "prom//x:1, is not an image",
        "prom..x:1, is not an image",
        "'prom:1 ', is not an image",
        "-prom:1, is not an image",
        "prom:.1, is not an image",
        "prom@sha256:12, is not an image",
        "prom@md5:12, is not an image",
        "prom, is not pinned: what runs would depend on the day it is pulled",
        "prom:latest, is not pinned: what runs would depend on the day it is pulled",
    })
    void noImage(String text, String reason) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }
}
