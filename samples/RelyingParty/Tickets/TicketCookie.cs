using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace RelyingParty.Tickets;

/// <summary>One line of the cookie: the short number in the path, and the handle it stands for.</summary>
internal sealed record TicketLine(int Number, string Handle);

/// <summary>The tickets of one browser. Numbers are never given twice, so an old tab never shows a later person.</summary>
internal sealed record TicketList(int Next, IReadOnlyList<TicketLine> Lines)
{
    /// <summary>More tabs than this in different contexts are not served; the oldest context leaves.</summary>
    public const int Most = 8;

    public static TicketList Empty { get; } = new(1, []);

    public string? HandleOf(int number) => Lines.FirstOrDefault(line => line.Number == number)?.Handle;

    public TicketList Without(string handle) => this with { Lines = [.. Lines.Where(line => line.Handle != handle)] };

    public TicketList With(string handle, out int number)
    {
        number = Next;
        return new TicketList(Next + 1, [.. Lines.TakeLast(Most - 1), new TicketLine(number, handle)]);
    }

    public TicketList Renewed(int number, string handle) =>
        this with { Lines = [.. Lines.Select(line => line.Number == number ? line with { Handle = handle } : line)] };
}

/// <summary>Reads and writes <c>__Host-hall.tickets</c>.</summary>
internal sealed class TicketCookie(IDataProtectionProvider protection)
{
    public const string Name = "__Host-hall.tickets";

    private readonly IDataProtector protector = protection.CreateProtector("RelyingParty.Tickets.v1");

    public TicketList Read(HttpContext context) => context.Items[typeof(TicketList)] as TicketList ?? Sent(context);

    /// <summary>As the browser sent it, whatever this request wrote since.</summary>
    public TicketList Sent(HttpContext context)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 and < 4096 } value)
            return TicketList.Empty;
        try
        {
            return JsonSerializer.Deserialize<TicketList>(protector.Unprotect(value)) ?? TicketList.Empty;
        }
        catch (Exception failure) when (failure is CryptographicException or JsonException)
        {
            // Made up, cut short, or protected with a key of another installation: no tickets.
            return TicketList.Empty;
        }
    }

    public void Write(HttpContext context, TicketList list)
    {
        context.Items[typeof(TicketList)] = list;
        context.Response.Cookies.Append(Name, protector.Protect(JsonSerializer.Serialize(list)), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            IsEssential = true,
        });
    }
}
