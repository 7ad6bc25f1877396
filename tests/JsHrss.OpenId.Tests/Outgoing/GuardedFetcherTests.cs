using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using JsHrss.OpenId.Outgoing;
using JsHrss.OpenId.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Tests.Outgoing;

/// <summary>What a registered address can and cannot make us do.</summary>
public sealed class GuardedFetcherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Fact]
    [Trait("Case", "JW-14")]
    public async Task A_small_document_is_fetched_without_cookies_or_credentials()
    {
        await using var server = await KeyServer.StartAsync();
        string? headers = null;
        server.Answer = http =>
        {
            headers = string.Join(' ', http.Request.Headers.Keys);
            http.Response.Headers.SetCookie = "a=b";
            return http.Response.WriteAsync("{}");
        };
        using var fetcher = new GuardedFetcher(allowLoopback: true, Patience, []);

        for (var i = 0; i < 2; i++)
            Assert.Equal("{}", Encoding.UTF8.GetString((await fetcher.FetchAsync(server.Address)).Body!));
        Assert.Equal("Host Accept", string.Join(' ', headers!.Split(' ').Order(StringComparer.Ordinal).Reverse()));
    }

    [Theory]
    [InlineData("ftp://keys.example/jwks")]
    [InlineData("gopher://keys.example/jwks")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:application/json,{}")]
    [InlineData("http://keys.example/jwks")]
    [InlineData("http://192.0.2.1/jwks")]
    [InlineData("https://user:secret@keys.example/jwks")]
    [InlineData("/jwks")]
    [Trait("Case", "JW-14")]
    public async Task Only_https_is_called(string address)
    {
        foreach (var allowLoopback in new[] { true, false })
        {
            using var fetcher = new GuardedFetcher(allowLoopback, Patience, []);
            Assert.Null((await fetcher.FetchAsync(new Uri(address, UriKind.RelativeOrAbsolute))).Body);
            Assert.False(fetcher.MayFetch(new Uri(address, UriKind.RelativeOrAbsolute)));
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    [Trait("Case", "JW-14")]
    [Trait("Case", "AZ-20")]
    public async Task A_name_or_number_of_this_machine_is_never_connected_to(string host)
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        listener.Start();
        using var fetcher = new GuardedFetcher(allowLoopback: false, Patience, []);

        var (body, fault) = await fetcher.FetchAsync(new Uri($"https://{host}:{((IPEndPoint)listener.LocalEndpoint).Port}/jwks"));

        Assert.Null(body);
        Assert.NotNull(fault);
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("10.20.0.0/16", false)]
    [Trait("Case", "JW-14")]
    public async Task A_network_that_is_not_public_is_connected_to_only_where_it_is_allowed(string network, bool connects)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var fetcher = new GuardedFetcher(allowLoopback: false, TimeSpan.FromMilliseconds(500), [IPNetwork.Parse(network)]);

        var (body, fault) = await fetcher.FetchAsync(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/jwks"));

        // It listens and never speaks: being connected to is all that is asked.
        Assert.Null(body);
        Assert.NotNull(fault);
        Assert.Equal(connects, listener.Pending());
    }

    [Theory]
    [InlineData("10.20.0.0/16", "10.20.3.4", true)]
    [InlineData("10.20.0.0/16", "::ffff:10.20.3.4", true)]
    [InlineData("10.20.0.0/16", "10.21.0.0", false)]
    [InlineData("10.20.0.0/16", "169.254.169.254", false)]
    [InlineData("fd12:3456::/32", "fd12:3456::1", true)]
    [InlineData("fd12:3456::/32", "fd12:3457::1", false)]
    [Trait("Case", "JW-14")]
    public void An_allowed_network_holds_its_own_addresses_alone(string network, string address, bool holds) =>
        Assert.Equal(holds, AllowedNetworks.Hold([IPNetwork.Parse(network)], IPAddress.Parse(address)));

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    [Trait("Case", "JW-14")]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var inner = await KeyServer.StartAsync("{}");
        await using var server = await KeyServer.StartAsync();
        server.Answer = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = inner.Address.ToString();
            return Task.CompletedTask;
        };
        using var fetcher = new GuardedFetcher(allowLoopback: true, Patience, []);

        Assert.Equal((null, $"it answered {status}"), await fetcher.FetchAsync(server.Address));
        Assert.Equal(0, inner.Asked);
    }

    [Theory]
    [InlineData(GuardedFetcher.MaxLength, false, true)]
    [InlineData(GuardedFetcher.MaxLength, true, true)]
    [InlineData(GuardedFetcher.MaxLength + 1, false, false)]
    [InlineData(GuardedFetcher.MaxLength + 1, true, false)]
    [InlineData(10 * 1024 * 1024, false, false)]
    [InlineData(10 * 1024 * 1024, true, false)]
    [Trait("Case", "JW-14")]
    [Trait("Case", "HT-05")]
    public async Task Sixty_four_kilobytes_are_read_and_no_byte_more(int length, bool announced, bool read)
    {
        await using var server = await KeyServer.StartAsync();
        server.Answer = async http =>
        {
            if (announced)
                http.Response.ContentLength = length;
            await http.Response.Body.WriteAsync(new byte[length]);
        };
        using var fetcher = new GuardedFetcher(allowLoopback: true, Patience, []);

        var (body, fault) = await fetcher.FetchAsync(server.Address);

        Assert.Equal(read ? length : null, body?.Length);
        Assert.Equal(read ? null : "it is too long", fault);
    }

    [Fact]
    [Trait("Case", "JW-14")]
    public async Task A_body_without_end_is_cut_off()
    {
        await using var server = await KeyServer.StartAsync();
        server.Answer = async http =>
        {
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(new byte[4096], http.RequestAborted);
        };
        using var fetcher = new GuardedFetcher(allowLoopback: true, Patience, []);

        Assert.Equal((null, "it is too long"), await fetcher.FetchAsync(server.Address));
    }

    [Fact]
    [Trait("Case", "JW-14")]
    public async Task A_compressed_body_is_not_unpacked()
    {
        await using var server = await KeyServer.StartAsync();
        server.Answer = http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            return http.Response.Body.WriteAsync(new byte[] { 0x1F, 0x8B, 8, 0 }).AsTask();
        };
        using var fetcher = new GuardedFetcher(allowLoopback: true, Patience, []);

        Assert.Equal([0x1F, 0x8B, 8, 0], (await fetcher.FetchAsync(server.Address)).Body);
    }

    [Theory]
    [InlineData("before the headers")]
    [InlineData("inside the body")]
    [InlineData("byte by byte")]
    [Trait("Case", "JW-14")]
    public async Task A_server_that_takes_its_time_is_left(string where)
    {
        await using var server = await KeyServer.StartAsync();
        server.Answer = async http =>
        {
            try
            {
                if (where == "before the headers")
                    await Task.Delay(Timeout.Infinite, http.RequestAborted);
                while (where == "byte by byte")
                {
                    await http.Response.WriteAsync(" ", http.RequestAborted);
                    await http.Response.Body.FlushAsync(http.RequestAborted);
                    await Task.Delay(20, http.RequestAborted);
                }

                await http.Response.WriteAsync("{", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // The caller left, as it should.
            }
        };
        using var fetcher = new GuardedFetcher(allowLoopback: true, TimeSpan.FromMilliseconds(150), []);

        Assert.Equal((null, "it was too slow"), await fetcher.FetchAsync(server.Address));
    }

    [Fact]
    [Trait("Case", "JW-14")]
    public async Task A_server_that_hangs_up_or_lies_about_its_length_gives_no_document()
    {
        await using var server = await KeyServer.StartAsync();
        using var fetcher = new GuardedFetcher(allowLoopback: true, Patience, []);
        server.Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        Assert.Null((await fetcher.FetchAsync(server.Address)).Body);
        server.Answer = async http =>
        {
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            http.Abort();
        };
        Assert.Null((await fetcher.FetchAsync(server.Address)).Body);
    }

    [Fact]
    public async Task A_header_without_end_is_cut_off()
    {
        await using var server = await KeyServer.StartAsync();
        server.Answer = http =>
        {
            for (var i = 0; i < 100; i++)
                http.Response.Headers["X-" + i.ToString(CultureInfo.InvariantCulture)] = new string('x', 1000);
            return Task.CompletedTask;
        };
        using var fetcher = new GuardedFetcher(allowLoopback: true, Patience, []);

        Assert.Null((await fetcher.FetchAsync(server.Address)).Body);
    }
}
