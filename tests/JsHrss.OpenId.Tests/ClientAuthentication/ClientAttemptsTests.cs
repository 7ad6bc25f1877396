using System.Collections.Concurrent;
using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.ClientAuthentication;

/// <summary>Storms of wrong secrets are answered without being looked at.</summary>
public sealed class ClientAttemptsTests
{
    private static readonly (string, string) ForItself = ("grant_type", "client_credentials");

    [Fact]
    [Trait("Spec", "RFC 9126 §2.3")]
    [Trait("Spec", "RFC 6749 §2.3.1/brute-force")]
    [Trait("Case", "CD-20")]
    public async Task After_too_many_failures_even_the_right_secret_waits()
    {
        var limiter = new ThreeFailuresAMinute();
        await using var host = await StartAsync(limiter, SampleClients.Batch, SampleClients.Hall);
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(host, "batch", "wrong")).Status);

        var refused = await SendAsync(host, "batch", SampleClients.BatchSecret);

        Assert.Equal((HttpStatusCode.TooManyRequests, "temporarily_unavailable"), (refused.Status, refused.Error));
        Assert.Equal("60", refused.Header("Retry-After"));
        Assert.Equal("no-store", refused.Header("Cache-Control"));
        Assert.Equal(3, limiter.FailuresOf("batch"));
        // Another client from the same address goes on, and the first one when its minute is over.
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await SendAsync(host, "hall", SampleClients.HallSecret)).Status);
        host.Clock.Advance(TimeSpan.FromSeconds(59.5));
        Assert.Equal("1", (await SendAsync(host, "batch", SampleClients.BatchSecret)).Header("Retry-After"));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, "batch", SampleClients.BatchSecret)).Status);
    }

    [Fact]
    [Trait("Case", "CD-20")]
    public async Task Unknown_clients_are_counted_and_answered_like_known_ones()
    {
        await using var host = await StartAsync(new ThreeFailuresAMinute(), SampleClients.Batch);

        foreach (var name in new[] { "batch", "nobody" })
        {
            var answers = new List<HttpStatusCode>();
            for (var i = 0; i < 5; i++)
                answers.Add((await SendAsync(host, name, "wrong")).Status);
            Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
        }
    }

    [Fact]
    [Trait("Case", "CD-20")]
    public async Task Forged_and_replayed_assertions_count_as_failures_and_right_ones_do_not()
    {
        var limiter = new ThreeFailuresAMinute();
        var key = ClientKeyPair.Create();
        await using var host = await StartAsync(limiter, SampleClients.Batch.WithKeys(key));
        var assertion = key.Sign(Assertions.Claims(host, "batch"));

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(assertion)).Status);
        Assert.Equal(0, limiter.FailuresOf("batch"));
        await host.SendAsync(assertion);
        await host.SendAsync(ClientKeyPair.Create().Sign(Assertions.Claims(host, "batch")));
        Assert.Equal(2, limiter.FailuresOf("batch"));
        await host.SendAsync(key.Sign(Assertions.Claims(host, "batch", ("aud", "https://other.example"))));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await host.SendAsync(key.Sign(Assertions.Claims(host, "batch")))).Status);
    }

    [Fact]
    [Trait("Case", "HT-08")]
    public async Task A_name_that_no_client_can_have_is_not_remembered()
    {
        var limiter = new ThreeFailuresAMinute();
        await using var host = await StartAsync(limiter, SampleClients.Batch);

        foreach (var name in new[] { new string('a', 200), "名字", "a\u00a0b" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(host, name, "wrong")).Status);

        Assert.Equal(0, limiter.Names);
    }

    private static async Task<ProviderHost> StartAsync(ThreeFailuresAMinute limiter, params Client[] clients)
    {
        var host = await ProviderHost.StartAsync(services => services.AddSingleton<IClientAttempts>(limiter));
        limiter.Clock = host.Clock;
        host.Clients.Replace(clients);
        return host;
    }

    private static Task<Answered> SendAsync(ProviderHost host, string id, string secret) => host.SendAsync(new HttpRequestMessage(HttpMethod.Post, Calls.TokenPath)
    {
        Content = new FormUrlEncodedContent([KeyValuePair.Create(ForItself.Item1, ForItself.Item2)]),
        Headers = { Authorization = Calls.Basic(id, secret) },
    });

    /// <summary>A small limiter: three failures of one client from one address close it for a minute from the first.</summary>
    private sealed class ThreeFailuresAMinute : IClientAttempts
    {
        private readonly ConcurrentDictionary<(IPAddress?, ClientId), (DateTimeOffset From, int Count)> _failures = new();

        public TimeProvider Clock { get; set; } = TimeProvider.System;

        public int Names => _failures.Count;

        public TimeSpan? RefusedFor(HttpContext http, ClientId client) =>
            _failures.TryGetValue((http.Connection.RemoteIpAddress, client), out var failed) && failed.Count >= 3 && failed.From.AddMinutes(1) - Clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : null;

        public void Failed(HttpContext http, ClientId client) =>
            _failures.AddOrUpdate((http.Connection.RemoteIpAddress, client), _ => (Clock.GetUtcNow(), 1), (_, failed) => (failed.From, failed.Count + 1));

        public int FailuresOf(string client) => _failures.Where(pair => pair.Key.Item2.Value == client).Sum(pair => pair.Value.Count);
    }
}
