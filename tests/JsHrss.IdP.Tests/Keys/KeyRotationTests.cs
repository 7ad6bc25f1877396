using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Signing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Keys;

/// <summary>Signing keys go through all their states, and the ring gets a new default key, while clients and people go on (RG-9).</summary>
public sealed class KeyRotationTests
{
    /// <summary>Below the life of a code, so that a step never expires what is under way.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(50);

    /// <summary>One in the ordinary run; docs/reliability.md tells of a longer one.</summary>
    private static readonly int Rotations = int.TryParse(Environment.GetEnvironmentVariable("JSHRSS_ROTATIONS"), out var asked) ? Math.Clamp(asked, 1, 40) : 1;

    private static readonly string[] Accounts = [Demo.Sun, Demo.Zhou, Demo.Wu];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "OIDC Core §10.1.1/retained")]
    [Trait("Case", "PI-07")]
    [Trait("Case", "PI-09")]
    public async Task Under_load_no_validation_fails_and_nobody_is_signed_out()
    {
        // The shortest lead that caches of five minutes bear.
        await using var host = await IdpHost.StartAsync(settings: ["Keys:Algorithms:0=ES256", "Keys:PublishAhead=00:06:00", "Keys:Lifetime=01:00:00"]);
        var failures = new ConcurrentQueue<string>();
        var parties = Accounts.Select(account => new RotatingParty(host, account, failures)).ToArray();
        foreach (var party in parties)
            await party.SignInAsync();
        using var enough = new CancellationTokenSource();
        var load = parties.Select(party => party.RunAsync(enough.Token)).ToArray();

        var signers = new List<string> { Signer(host) };
        for (var rotation = 0; rotation < Rotations; rotation++)
        {
            await RoundsAsync(parties, failures);
            await RotateAsync(host, byCommand: rotation == 0);
            await StepAsync(host, parties, failures, 4);
            var ring = await NewRingKeyAsync(host);
            await StepAsync(host, parties, failures, 5); // the next key signs
            signers.Add(Signer(host));
            await StepAsync(host, parties, failures, 9); // the one before is gone
            Assert.DoesNotContain(signers[^2], Encoding.UTF8.GetString(host.Services.GetRequiredService<ISigningKeys>().Jwks.Span), StringComparison.Ordinal);
            Assert.Equal(ring, SealingKey(host));
        }

        await enough.CancelAsync();
        await Task.WhenAll(load);
        Assert.Empty(failures);
        Assert.Equal(Rotations + 1, signers.Distinct().Count());
        Assert.All(parties, party => Assert.Equal(signers, party.Seen));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Rotations} rotations, {parties.Sum(party => party.Rounds)} rounds of {parties.Length} clients, {parties.Sum(party => party.Validations)} signatures checked, {failures.Count} failures");
        foreach (var party in parties)
            party.Dispose();
    }

    private static int PublishedKeys(IdpHost host) =>
        JsonDocument.Parse(host.Services.GetRequiredService<ISigningKeys>().Jwks).RootElement.GetProperty("keys").GetArrayLength();

    private static string Signer(IdpHost host) => host.Services.GetRequiredService<ISigningKeys>().For("ES256").Kid;

    /// <summary>The command takes the time from the machine, as the server does until its clock is moved.</summary>
    private static async Task RotateAsync(IdpHost host, bool byCommand)
    {
        if (byCommand)
        {
            var (code, told) = await host.CommandAsync("keys", "rotate", "--alg", "ES256");
            Assert.True(code == 0, told);
        }
        else
        {
            await host.Services.GetRequiredService<ISigningKeyDesk>().RotateAsync("ES256", soon: false, Ct);
        }

        // The server asks once a second by the real clock, and the hand-moved one must not run ahead of that.
        var before = Signer(host);
        for (var attempt = 0; attempt < 400 && PublishedKeys(host) < 2; attempt++)
            await Task.Delay(25, Ct);
        Assert.Equal(2, PublishedKeys(host));
        Assert.Equal(before, Signer(host));
    }

    /// <summary>A ring key that every node must have known for two days by its own word, so that the framework takes it at once.</summary>
    private static async Task<Guid> NewRingKeyAsync(IdpHost host)
    {
        var now = DateTimeOffset.UtcNow;
        var key = host.Services.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90));
        await host.Database.ChangeAsync(
            "update ring_key set xml = substr(xml, 1, instr(xml, '<creationDate>') + 13) || @at || substr(xml, instr(xml, '</creationDate>')) where id = (select max(id) from ring_key)",
            ("@at", now.AddDays(-3).ToString("O")));
        await host.Database.ChangeAsync("update config_version set version = version + 1");
        for (var attempt = 0; attempt < 400 && SealingKey(host) != key.KeyId; attempt++)
            await Task.Delay(25, Ct);
        return key.KeyId;
    }

    /// <summary>What is sealed says by which key: four bytes of format, then the key's id.</summary>
    private static Guid SealingKey(IdpHost host) =>
        new(host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect([1]).AsSpan(4, 16));

    private static async Task StepAsync(IdpHost host, RotatingParty[] parties, ConcurrentQueue<string> failures, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            host.Clock.Add(Step);
            await RoundsAsync(parties, failures);
        }
    }

    /// <summary>The round that is under way, and one more from beginning to end.</summary>
    private static async Task RoundsAsync(RotatingParty[] parties, ConcurrentQueue<string> failures)
    {
        var from = parties.Select(party => party.Rounds).ToArray();
        while (parties.Zip(from).Any(party => party.First.Rounds < party.Second + 2))
        {
            Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures));
            await Task.Delay(5, Ct);
        }
    }
}
